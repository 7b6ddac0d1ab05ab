import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import type { Job } from '../../src/jobs/job.js';
import { CARE, DAY, SALES, startWorld, type World } from '../cache/small-world.js';

const ONE = `/v1/organizations/${SALES}/jobs?${DAY}&pageSize=200`;
const NOON = '2026-11-19T12:00:00.000Z';
const NOON_SECONDS = Date.parse(NOON) / 1000;

let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.close());
beforeEach(() => {
  world.clock.advance(3_600_000);
  world.upstream.reset();
});

interface Read {
  readonly jobs: readonly Job[];
  readonly error: { readonly type: string; readonly recordsLeftOut?: number } | undefined;
}

/** What callers see of the records; the upstream was asked once for them. */
async function read(records: readonly unknown[]): Promise<Read> {
  const body = JSON.stringify({ totalCount: records.length, jobs: records });
  world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 200, body }) });
  const answer = await world.service.get(ONE);
  expect([answer.status, answer.body.partial, world.upstream.jobRequests]).toEqual([200, false, 1]);
  return { jobs: answer.body.data as Job[], error: answer.body.sources[0].error as Read['error'] };
}

const record = (jobId: string, changes: object = {}): object => ({ jobId, type: 1, status: 3, ...changes });

it('drops no job for a type or status that nobody knows, and keeps what came beside it', async () => {
  const odd = [64, 'Paused', null, true, {}, -1, '__proto__'];
  const { jobs, error } = await read(
    odd.map((value, index) => record(`J${index}`, { type: value, status: value })),
  );
  expect(jobs.map(({ type, status }) => [type, status])).toEqual(odd.map(() => ['unknown', 'unknown']));
  expect(jobs.find(({ id }) => id === 'J1')).toMatchObject({
    upstreamType: 'Paused',
    upstreamStatus: 'Paused',
  });
  expect(error).toBeUndefined();
});

it('reads words in any letter case and spacing, and numbers that are text', async () => {
  const spellings = [
    ['dry run', 'FINISHED WITH EXCEPTION'],
    ['DryRun', 'finishedWithException'],
    ['4', '7'],
  ];
  const { jobs } = await read(
    spellings.map(([type, status], index) => record(`J${index}`, { type, status })),
  );
  expect(jobs.map(({ type, status }) => [type, status])).toEqual(
    spellings.map(() => ['dryRun', 'finishedWithException']),
  );
});

it('shows every notation of one moment as the same, and what is no moment as null', async () => {
  const ticks = (BigInt(NOON_SECONDS) + 62_135_596_800n) * 10_000_000n;
  const noons = [
    NOON,
    '2026-11-19T12:00:00',
    '2026-11-19T12:00:00.000000000',
    '2026-11-19T14:30:00+02:30',
    NOON_SECONDS,
    NOON_SECONDS * 1000,
    String(NOON_SECONDS * 1000),
    `/Date(${NOON_SECONDS * 1000})/`,
    String(ticks),
  ];
  const absent = ['0001-01-01T00:00:00', 'rubbish', '', null, true, '2026-02-30T00:00:00Z'];
  const { jobs } = await read(
    [...noons, ...absent].map((startTime, index) =>
      record(`J${String(index).padStart(2, '0')}`, { startTime }),
    ),
  );
  const starts = jobs.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ startTime }) => startTime);
  expect(starts).toEqual([...noons.map(() => NOON), ...absent.map(() => null)]);
});

it('shows a job whose fields are missing, null or of another type, with null or 0 in their place', async () => {
  const odd = {
    startTime: {},
    finishTime: [],
    durationHours: 'x',
    successfulEntity: 'many',
    backupSize: null,
  };
  const { jobs, error } = await read([{ jobId: 'A' }, record('B', odd)]);
  for (const job of jobs)
    expect(job).toMatchObject({
      startTime: null,
      finishTime: null,
      durationSeconds: null,
      entities: { successful: 0, total: 0 },
      records: { failed: 0 },
      backupSizeBytes: 0,
    });
  expect(jobs.map(({ id }) => id).toSorted()).toEqual(['A', 'B']);
  expect(error).toBeUndefined();
});

it('leaves out and counts what has no id and what belongs to another organization, and shows the rest', async () => {
  const { jobs, error } = await read([
    record('A'),
    { type: 1, status: 3 },
    null,
    'text',
    record('B', { organizationId: CARE }),
  ]);
  expect(jobs.map(({ id }) => id)).toEqual(['A']);
  expect(error).toMatchObject({ type: '/problems/upstream-invalid' });
  expect(JSON.stringify(error)).toContain('4 records');
  expect(world.service.logged.filter(({ code }) => code === 'foreign_jobs')).toMatchObject([{ count: 1 }]);
});
