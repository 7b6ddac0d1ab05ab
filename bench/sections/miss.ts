import { setTimeout as sleep } from 'node:timers/promises';

import { Service } from '../processes/service.js';
import { Upstream } from '../processes/upstream.js';
import { median, quantile } from '../quantile.js';
import { atMost, type Bench, type Figure, rounded, type Section, told } from '../section.js';
import { timedGetOf } from '../timed-get.client.js';

const PATH = '/v1/jobs';
const ASK_ANEW = { 'cache-control': 'no-cache' };
/** What the upstream takes for each answer, beside making it. */
const WAIT_MS = 20;
const WARM_UP = 10;
/** Misses before those that count: code is compiled after so many calls of it. */
const MANY = 1_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Longer than any turn. */
const TURN_MS = 500;

export const miss: Section = {
  name: 'miss',
  title: 'A miss, and an answer that has not changed',
  method: `One organization, one page of 50 jobs, an upstream that takes ${WAIT_MS} ms. In turns: the upstream asked directly, the service with \`Cache-Control: no-cache\`, the service from its cache, and the same with \`If-None-Match\`; one connection each. The overhead is the difference of neighbours in time. First for a service that has just started, then, and this is what counts, after ${MANY} misses, since code that has been called often is compiled.`,
  measure,
};

/** How long each of the four took, in the order of asking. */
interface Times {
  readonly direct: number[];
  readonly missed: number[];
  readonly cached: number[];
  readonly unchanged: number[];
}

async function measure(bench: Bench): Promise<readonly Figure[]> {
  const upstream = await Upstream.start({ organizations: 1, jobsEach: 50, days: 6, waitMs: WAIT_MS });
  const service = await Service.start({ bench, upstream });
  const turns = bench.isShort ? 20 : 300;
  try {
    const started = await takeTurns(service, upstream, turns);
    for (let count = bench.isShort ? 10 : MANY; count > 0; count -= 1) await service.get(PATH, ASK_ANEW);
    return [...startFiguresOf(started), ...figuresOf(await takeTurns(service, upstream, turns))];
  } finally {
    await Promise.all([service.close(), upstream.close()]);
  }
}

async function takeTurns(service: Service, upstream: Upstream, turns: number): Promise<Times> {
  const askDirectly = await directQuestion(upstream);
  const times: Times = { direct: [], missed: [], cached: [], unchanged: [] };
  for (let turn = -WARM_UP; turn < turns; turn += 1) {
    await beClearOfTheMinute();
    const direct = await askDirectly();
    const missed = await service.get(PATH, ASK_ANEW);
    const cached = await service.get(PATH);
    const tag = cached.headers.etag ?? '';
    const headers = { ...service.headers, 'if-none-match': tag };
    const unchanged = await timedGetOf(`${service.url}${PATH}`, headers, 304);
    if (turn < 0) continue;
    times.direct.push(direct.elapsedMs);
    times.missed.push(missed.elapsedMs);
    times.cached.push(cached.elapsedMs);
    times.unchanged.push(unchanged.elapsedMs);
  }
  return times;
}

/** The window of an answer moves on with the minute, and its tag changes: no turn may begin before and end after. */
async function beClearOfTheMinute(): Promise<void> {
  const leftMs = MINUTE_MS - (Date.now() % MINUTE_MS);
  if (leftMs < TURN_MS) await sleep(leftMs);
}

/** The question that the service asks, from the benchmark itself. */
async function directQuestion(upstream: Upstream) {
  const { url, organizationIds } = upstream.place;
  const headers = { authorization: `Bearer ${await upstream.token()}` };
  const nowMs = Date.now();
  const [startTime = '', finishTime = ''] = [nowMs - 7 * DAY_MS, nowMs].map((ms) =>
    new Date(ms).toISOString(),
  );
  const organizationId = organizationIds[0] ?? '';
  const query = { pageIndex: '1', pageSize: '100', type: '0', startTime, finishTime, organizationId };
  const question = `${url}/dynamicsbackup/jobs?${new URLSearchParams(query).toString()}`;
  return () => timedGetOf(question, headers);
}

function startFiguresOf(times: Times): Figure[] {
  return [told(`overhead of the first ${times.missed.length} misses, p50`, timeOf(overheadOf(times)))];
}

function overheadOf({ direct, missed }: Times): number[] {
  return missed.map((timeMs, turn) => timeMs - (direct[turn] ?? NaN));
}

function figuresOf(times: Times): Figure[] {
  const { direct, missed, cached, unchanged } = times;
  const overhead = overheadOf(times);
  const saved = unchanged.map((timeMs, turn) => timeMs / (cached[turn] ?? NaN));
  const p95 = quantile(overhead, 0.95);
  return [
    told('upstream asked directly, p50', timeOf(direct)),
    told('service, miss, p50', timeOf(missed)),
    atMost('overhead of a miss, p50', 5, { value: median(overhead), unit: 'ms' }),
    atMost('overhead of a miss, p95', 15, { value: p95, unit: 'ms' }),
    told('service, hit, p50', timeOf(cached)),
    told('service, 304, p50', timeOf(unchanged)),
    told('304 ÷ hit, p50', { value: median(saved), unit: '' }),
  ];
}

function timeOf(times: readonly number[]) {
  return { value: median(times), unit: 'ms', remark: `p95 ${rounded(quantile(times, 0.95))} ms` };
}
