import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { SALES, startWorld, tenantOf, type World } from '../jobs/world.js';
import { plantedIn } from '../support/upstream.js';
import type { Summary } from './counted-jobs.js';

const startedAt = (time: string, fields: object = {}) =>
  plantJob(Date.parse(time), { finishMs: Date.parse(time) + 3_600_000, fields: { ...fields } });
const JOBS = [
  startedAt('2025-11-18T23:30:00Z'),
  startedAt('2025-11-19T00:00:00Z'),
  startedAt('2026-02-28T23:59:59.999Z'),
  startedAt('2026-03-01T00:00:00Z'),
  startedAt('2026-06-30T12:00:00Z', { startTime: undefined }),
  startedAt('2026-11-19T23:59:59.999Z'),
  startedAt('2026-11-20T00:00:00Z'),
];

let world: World;
beforeAll(async () => {
  world = await startWorld({
    // Jobs that ran at some time of the range: also those that began before it.
    tenants: [tenantOf({ rangeReading: 'both' })],
    jobs: plantedIn({ [SALES.id]: JOBS }),
  });
});
afterAll(() => world.close());

const summaryOf = async (query: string): Promise<Summary> =>
  (await world.service.get(`/v1/jobs/summary?${query}`)).body as Summary;
const filled = ({ byDay }: Summary): string[] =>
  byDay.filter(({ totalJobs }) => totalJobs > 0).map(({ date, totalJobs }) => `${date} ${totalJobs}`);

describe('the days of a summary', () => {
  it('are all 366 of the longest window, with every job that started on one of them', async () => {
    const summary = await summaryOf('from=2025-11-19&to=2026-11-20');
    const { byDay } = summary;
    expect([byDay.length, byDay[0]?.date, byDay.at(-1)?.date]).toEqual([366, '2025-11-19', '2026-11-19']);
    expect(new Set(byDay.map(({ date }) => date)).size).toBe(366);
    expect(filled(summary)).toEqual(['2025-11-19 1', '2026-02-28 1', '2026-03-01 1', '2026-11-19 1']);
  });

  it('leave jobs to the totals that began on no day of the window, or nobody knows when', async () => {
    const summary = await summaryOf('from=2025-11-19&to=2026-11-20');
    const inDays = summary.byDay.reduce((sum, { totalJobs }) => sum + totalJobs, 0);
    expect([summary.totalJobs, inDays]).toEqual([7, 4]);
    expect(summary.byOrganization[0]?.totalJobs).toBe(7);
  });

  it('are UTC days of a window that is given with an offset', async () => {
    const { byDay, window } = await summaryOf('from=2026-02-28T20:00-05:00&to=2026-03-01T20:00-05:00');
    expect(window).toEqual({ from: '2026-03-01T01:00:00.000Z', to: '2026-03-02T01:00:00.000Z' });
    expect(byDay.map(({ date }) => date)).toEqual(['2026-03-01', '2026-03-02']);
  });
});
