import { expect, it } from 'vitest';

import { plantJob, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import { NOW_MS, plantedIn, questionsTo } from '../support/upstream.js';
import { CARE, SALES, startWorld, tenantOf, type World } from './world.js';

const at = (minute: number, fields: Record<string, unknown> = {}): StandInJob =>
  plantJob(NOW_MS - minute * 60_000, { jobId: `job-${minute}`, fields });

async function worldOf(sales: readonly StandInJob[]): Promise<World> {
  const jobs = plantedIn({ [SALES.id]: sales, [CARE.id]: [at(9)] });
  return await startWorld({ tenants: [tenantOf({ organizations: [SALES, CARE] })], jobs });
}

it('leaves out jobs of another organization, counts them, and logs an error without what they hold', async () => {
  const foreign = { organizationId: CARE.id, organizationName: 'canary-name', module: 'canary-module' };
  const world = await worldOf([
    at(1),
    at(2, foreign),
    at(3, { ...foreign, organizationId: 'no guid' }),
    at(4),
  ]);
  try {
    const { data, sources, partial } = await world.list('/v1/jobs');
    expect(data.map(({ id }) => id)).toEqual(['job-1', 'job-4', 'job-9']);
    expect(sources[0]).toMatchObject({
      state: 'live',
      totalItems: 2,
      error: { status: 502, recordsLeftOut: 2 },
    });
    expect(sources[1]).not.toHaveProperty('error');
    expect(partial).toBe(false);
    const logged = world.service.logged.filter(({ code }) => code === 'foreign_jobs');
    expect(logged).toMatchObject([{ organizationId: SALES.id, connection: 'contoso', count: 2 }]);
    expect(JSON.stringify(world.service.logged)).not.toContain('canary');
  } finally {
    await world.close();
  }
});

it('does not let a foreign job take the place of one of the same id', async () => {
  const world = await worldOf([
    at(1),
    plantJob(NOW_MS - 120_000, { jobId: 'job-1', fields: { organizationId: CARE.id } }),
  ]);
  try {
    const { data } = await world.list('/v1/jobs?organizationId=sales');
    expect(data.map(({ id, startTime }) => [id, startTime])).toEqual([['job-1', '2026-11-20T11:59:00.000Z']]);
  } finally {
    await world.close();
  }
});

it('leaves out and counts records without an id, in one look', async () => {
  const idless = [undefined, null, '', ' ', {}, 1.5].map((jobId, index) => at(20 + index, { jobId }));
  const world = await worldOf([at(1), ...idless]);
  try {
    const { data, sources } = await world.list('/v1/jobs?organizationId=sales');
    expect(data.map(({ id }) => id)).toEqual(['job-1']);
    expect(sources).toMatchObject([
      { totalItems: 1, error: { type: '/problems/upstream-invalid', recordsLeftOut: 6 } },
    ]);
    expect(questionsTo(world.upstream)).toHaveLength(1);
    expect(world.service.logged.filter(({ code }) => code === 'foreign_jobs')).toEqual([]);
  } finally {
    await world.close();
  }
});

it('takes a record that names no organization for one of the organization that was asked', async () => {
  const world = await worldOf([
    at(1, { organizationId: undefined, organizationName: undefined }),
    at(2, { organizationId: null }),
  ]);
  try {
    const { data } = await world.list('/v1/jobs?organizationId=sales');
    expect(data.map(({ organization }) => organization)).toEqual([
      { id: SALES.id, name: 'Sales' },
      { id: SALES.id, name: 'Sales' },
    ]);
  } finally {
    await world.close();
  }
});
