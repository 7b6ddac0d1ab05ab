import { join } from 'node:path';

import { Service } from '../processes/service.js';
import { Upstream } from '../processes/upstream.js';
import type { ProbeReading } from '../programs/probe-reading.js';
import { median, quantile } from '../quantile.js';
import { QUESTION_KINDS, type QuestionKind, questionOf } from '../questions.js';
import { atMost, type Bench, type Figure, rounded, type Section, told } from '../section.js';

const ORGANIZATIONS = 10;
const DAYS = 30;
const DAY_MS = 86_400_000;
/** Asked before anything is measured, of each kind: what a process does for the first time takes longer. */
const WARM_UP = 5;

export const heldJobs: Section = {
  name: 'held-jobs',
  title: 'New questions over held jobs',
  method:
    'Jobs of 10 organizations over 30 days, fetched in pages of 100. Each question (filter, sort, page, summary, in turns) is another one, so that no answer was made before; times are the caller’s, over one open connection. Bytes are the heap and its buffers after a collection, less the same before the jobs were read; a probe in the process tells of collections and of the event loop.',
  measure: async (bench) => {
    const sizes = bench.isShort ? [10_000] : [10_000, 100_000];
    const figures: Figure[] = [];
    for (const jobs of sizes) figures.push(...(await measureWith(jobs, bench)));
    return figures;
  },
};

async function measureWith(jobs: number, bench: Bench): Promise<readonly Figure[]> {
  const upstream = await Upstream.start({
    organizations: ORGANIZATIONS,
    jobsEach: jobs / ORGANIZATIONS,
    days: DAYS,
  });
  const probe = join(import.meta.dirname, '../programs/probe.js');
  const service = await Service.start({
    bench,
    upstream,
    nodeWords: ['--expose-gc', '--import', probe],
  });
  try {
    const isJudged = jobs === 100_000;
    const held = await fill(service, jobs);
    const asked = await askAll(service, bench.isShort ? 10 : 100);
    const figures = [...loadingFigures(jobs, held), ...questionFigures(jobs, asked, service)];
    return isJudged ? figures : figures.map(({ what, measured }) => ({ what, measured }));
  } finally {
    await Promise.all([service.close(), upstream.close()]);
  }
}

/** The last thirty days, the same for every question: only the first asks the upstream. */
const WINDOW = windowEnding(Date.now());

function windowEnding(nowMs: number): string {
  const [from = '', to = ''] = [nowMs - DAYS * DAY_MS, nowMs].map((timeMs) => new Date(timeMs).toISOString());
  return `from=${from}&to=${to}`;
}

interface Filled {
  readonly reading: ProbeReading;
  readonly bytesEach: number;
  readonly elapsedMs: number;
}

/** Reads all the jobs, and tells what that took and what holding them takes. */
async function fill(service: Service, jobs: number): Promise<Filled> {
  // An empty window goes all the way to the upstream and back, so that its code and its token are there already.
  await service.get('/v1/jobs?from=2020-01-01&to=2020-01-02');
  const before = await read(service, 'heap');
  await service.child.ask('begin');
  const { body, elapsedMs } = await service.get(`/v1/jobs?${WINDOW}`);
  const reading = await read(service, 'delays');
  const { heldBytes } = await read(service, 'heap');
  const { page } = JSON.parse(body.toString()) as { page: { totalItems: number } };
  if (page.totalItems !== jobs) throw new Error(`${page.totalItems} jobs came instead of ${jobs}`);
  return { reading, elapsedMs, bytesEach: (heldBytes - before.heldBytes) / jobs };
}

async function read(service: Service, question: string): Promise<ProbeReading> {
  return (await service.child.ask(question)) as ProbeReading;
}

interface Asked {
  readonly timesMs: ReadonlyMap<QuestionKind, readonly number[]>;
  readonly reading: ProbeReading;
}

async function askAll(service: Service, each: number): Promise<Asked> {
  const timesMs = new Map<QuestionKind, number[]>(QUESTION_KINDS.map((kind) => [kind, []]));
  for (let index = 0; index < WARM_UP + each; index += 1) {
    if (index === WARM_UP) await service.child.ask('begin');
    for (const kind of QUESTION_KINDS) {
      const { elapsedMs } = await service.get(questionOf(kind, index, WINDOW));
      if (index >= WARM_UP) timesMs.get(kind)?.push(elapsedMs);
    }
  }
  return { timesMs, reading: await read(service, 'delays') };
}

function loadingFigures(jobs: number, { reading, bytesEach, elapsedMs }: Filled): Figure[] {
  const at = `${jobs} jobs`;
  return [
    told(`reading ${at} for the first time`, { value: elapsedMs / 1000, unit: 's' }),
    atMost(`longest stall of the event loop meanwhile, ${at}`, 100, stallOf(reading)),
    told(`longest collection meanwhile, ${at}`, collectionOf(reading)),
    atMost(`memory of a held job, ${at}`, 300, { value: bytesEach, unit: 'bytes' }),
  ];
}

function questionFigures(jobs: number, { timesMs, reading }: Asked, { child }: Service): Figure[] {
  const at = `over ${jobs} jobs`;
  const kinds = [...timesMs].map(([kind, times]) => told(`new ${kind} ${at}, p50`, timeOf(times)));
  const largest = { value: child.megabytesOf('VmHWM'), unit: 'MB' };
  const now = `${rounded(child.megabytesOf('VmRSS'))} MB at the end`;
  return [
    atMost(`new question ${at}, p50`, 15, timeOf([...timesMs.values()].flat())),
    ...kinds,
    told(`longest stall of the event loop, questions ${at}`, stallOf(reading)),
    told(`longest collection, questions ${at}`, collectionOf(reading)),
    atMost(`largest memory of the process, ${jobs} jobs`, 300, { ...largest, remark: now }),
  ];
}

function timeOf(times: readonly number[]) {
  return { value: median(times), unit: 'ms', remark: `p95 ${rounded(quantile(times, 0.95))} ms` };
}

function stallOf({ delayMaxMs, delayP99Ms }: ProbeReading) {
  return { value: delayMaxMs, unit: 'ms', remark: `p99 ${rounded(delayP99Ms)} ms` };
}

function collectionOf({ gcLongestMs, gcPauses, gcTotalMs }: ProbeReading) {
  return {
    value: gcLongestMs,
    unit: 'ms',
    remark: `${gcPauses} collections, ${rounded(gcTotalMs)} ms in all`,
  };
}
