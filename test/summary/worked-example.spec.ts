import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { CARE, RETAIL, SALES, startWorld, tenantOf, type World } from '../jobs/world.js';
import { NOW_MS, plantedIn, questionsTo } from '../support/upstream.js';

const at = (time: string): number => Date.parse(`2026-11-${time}Z`);
const NONE = { inProgress: 0, finished: 0, failed: 0, finishedWithException: 0, unknown: 0 };
const JOBS = {
  [SALES.id]: [
    plantJob(at('18T22:00'), { finishMs: at('18T22:10'), backupSizeBytes: 100 }),
    plantJob(at('19T22:00'), { finishMs: at('19T22:20'), backupSizeBytes: 200, outcome: 'failed' }),
    plantJob(at('20T11:00'), { finishMs: at('20T13:00') }),
  ],
  [CARE.id]: [
    plantJob(at('19T23:30'), { finishMs: at('20T00:30'), backupSizeBytes: 1_000 }),
    plantJob(at('20T01:00'), {
      finishMs: at('20T01:05'),
      backupSizeBytes: 7,
      type: 'restore',
      outcome: 'finishedWithException',
    }),
    plantJob(at('20T02:00'), {
      finishMs: at('20T02:01'),
      backupSizeBytes: 0,
      fields: { type: 64, status: 99 },
    }),
    plantJob(at('20T03:00'), {
      finishMs: at('20T03:02'),
      backupSizeBytes: 3,
      fields: { startTime: undefined },
    }),
  ],
};
const WINDOW = 'from=2026-11-18T12:00:00Z&to=2026-11-20T12:00:00Z';

let world: World;
beforeAll(async () => {
  world = await startWorld({
    tenants: [tenantOf({ organizations: [SALES, CARE, RETAIL] })],
    jobs: plantedIn(JOBS),
  });
});
afterAll(() => world.close());

describe('GET /v1/jobs/summary', () => {
  it('counts the jobs of all organizations', async () => {
    const { status, body } = await world.service.get(`/v1/jobs/summary?${WINDOW}`);
    expect(status).toBe(200);
    const totals = { inProgress: 1, finished: 3, failed: 1, finishedWithException: 1, unknown: 1 };
    expect(body).toEqual({
      totalJobs: 7,
      successRate: 0.6,
      byStatus: totals,
      byType: { backup: 5, restore: 1, dryRun: 0, retention: 0, auditBackup: 0, export: 0, unknown: 1 },
      backupSizeBytes: 1_310,
      durationSeconds: { p50: 300, p95: 3_600, max: 3_600 },
      byOrganization: [
        row(RETAIL, {
          totalJobs: 0,
          byStatus: NONE,
          successRate: null,
          backupSizeBytes: 0,
          lastSuccessfulBackup: null,
        }),
        row(SALES, {
          totalJobs: 3,
          byStatus: { ...NONE, inProgress: 1, finished: 1, failed: 1 },
          successRate: 0.5,
          backupSizeBytes: 300,
          lastSuccessfulBackup: '2026-11-18T22:10:00.000Z',
        }),
        row(CARE, {
          totalJobs: 4,
          byStatus: { ...NONE, finished: 2, finishedWithException: 1, unknown: 1 },
          successRate: 2 / 3,
          backupSizeBytes: 1_010,
          lastSuccessfulBackup: '2026-11-20T03:02:00.000Z',
        }),
      ],
      byDay: [
        { date: '2026-11-18', totalJobs: 1, byStatus: { ...NONE, finished: 1 }, backupSizeBytes: 100 },
        {
          date: '2026-11-19',
          totalJobs: 2,
          byStatus: { ...NONE, finished: 1, failed: 1 },
          backupSizeBytes: 1_200,
        },
        {
          date: '2026-11-20',
          totalJobs: 3,
          byStatus: { ...NONE, inProgress: 1, finishedWithException: 1, unknown: 1 },
          backupSizeBytes: 7,
        },
      ],
      window: { from: '2026-11-18T12:00:00.000Z', to: '2026-11-20T12:00:00.000Z' },
      sources: [RETAIL, SALES, CARE].map(({ id, name }, index) => ({
        organizationId: id,
        organizationName: name,
        connection: 'contoso',
        contract: 'get',
        state: 'live',
        fetchedAt: new Date(NOW_MS).toISOString(),
        totalItems: [0, 3, 4][index],
      })),
      partial: false,
    });
  });

  it('asks the upstream what the list asks, so that either is answered from the copies of the other', async () => {
    const asked = questionsTo(world.upstream).length;
    expect(asked).toBe(3);
    const list = await world.service.get(`/v1/jobs?${WINDOW}`);
    const failed = await world.service.get(`/v1/jobs/summary?${WINDOW}&status=failed&organizationId=sales`);
    expect(list.body.page.totalItems).toBe(7);
    expect(failed.body).toMatchObject({
      totalJobs: 1,
      byStatus: { ...NONE, failed: 1 },
      byOrganization: [{ totalJobs: 1 }],
    });
    expect(questionsTo(world.upstream)).toHaveLength(asked);
  });
});

function row({ id, name }: { id: string; name: string }, count: object): object {
  return { organizationId: id, organizationName: name, ...count };
}
