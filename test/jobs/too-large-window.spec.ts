import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { plantJob, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import { NOW_MS, plantedIn, questionsTo } from '../support/upstream.js';
import { SALES, startWorld, tenantOf, type World } from './world.js';

const HOUR_MS = 3_600_000;
const TYPES = ['backup', 'backup', 'backup', 'export', 'restore'] as const;
const JOBS = TYPES.map((type, index): StandInJob => {
  const outcome = index === 0 ? 'failed' : 'finished';
  return plantJob(NOW_MS - (index + 1) * HOUR_MS, { jobId: `${type}-${index}`, type, outcome });
});

/** Type and status of every question; pages beyond the first are not asked for. */
function asked({ upstream }: World): unknown[] {
  return questionsTo(upstream).map(({ type, status = null }) => [type, status]);
}

describe.each(['get', 'post'] as const)(
  'a window with more jobs than are read at once, by %s',
  (contract) => {
    const written = (value: number): string | number => (contract === 'get' ? String(value) : value);
    let world: World;
    beforeEach(async () => {
      world = await startWorld({
        tenants: [tenantOf({ contract })],
        jobs: plantedIn({ [SALES.id]: JOBS }),
        environment: { MAX_JOBS_PER_ORGANIZATION: '3', UPSTREAM_PAGE_SIZE: '2' },
      });
    });
    afterEach(() => world.close());

    it('is a 400 that says to narrow it, after one page', async () => {
      const { status, body } = await world.service.get('/v1/jobs');
      expect(status).toBe(400);
      expect(body).toMatchObject({ type: '/problems/validation-failed', errors: [{ parameter: 'from' }] });
      expect(asked(world)).toEqual([[written(0), null]]);
    });

    it('is asked again with the one type, which then fits', async () => {
      const { data } = await world.list('/v1/jobs?type=backup');
      expect(data.map(({ id }) => id)).toEqual(['backup-0', 'backup-1', 'backup-2']);
      expect(asked(world)).toEqual([
        [written(0), null],
        [written(1), null],
        [written(1), null],
      ]);
    });

    it('is asked again with the one status, and filtered by the several types here', async () => {
      const { data } = await world.list('/v1/jobs?type=backup,restore&status=failed');
      expect(data.map(({ id }) => id)).toEqual(['backup-0']);
      expect(asked(world)).toEqual([
        [written(0), null],
        [written(0), written(4)],
      ]);
    });

    it('is not asked again with several types, which no contract can say at once', async () => {
      const { status } = await world.service.get('/v1/jobs?type=backup,restore');
      expect(status).toBe(400);
      expect(asked(world)).toHaveLength(1);
    });

    it('is remembered as too large: the next question goes straight to the narrower one', async () => {
      await world.list('/v1/jobs?status=failed');
      world.upstream.reset();
      const { data, sources } = await world.list('/v1/jobs?status=finished&type=restore');
      expect(data.map(({ id }) => id)).toEqual(['restore-4']);
      expect(sources).toMatchObject([{ state: 'live', totalItems: 1 }]);
      expect(asked(world)).toEqual([[written(2), written(3)]]);
    });
  },
);

it('asks the earlier contract for all types where only exports are wanted, which it has no number for', async () => {
  const failed = plantJob(NOW_MS - 9 * HOUR_MS, {
    jobId: 'export-failed',
    type: 'export',
    outcome: 'failed',
  });
  const world = await startWorld({
    tenants: [tenantOf({ contract: 'post' })],
    jobs: plantedIn({ [SALES.id]: [...JOBS, failed] }),
    environment: { MAX_JOBS_PER_ORGANIZATION: '3' },
  });
  try {
    const { data } = await world.list('/v1/jobs?type=export&status=failed');
    expect(data.map(({ id }) => id)).toEqual(['export-failed']);
    expect(asked(world)).toEqual([
      [0, null],
      [0, 4],
    ]);
  } finally {
    await world.close();
  }
});
