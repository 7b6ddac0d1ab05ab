import { afterEach, describe, expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { CARE, SALES, startWorld, tenantOf, type World } from '../jobs/world.js';
import { NOW_MS } from '../support/upstream.js';

let world: World;
afterEach(() => world.close());

const planted = (count: number) =>
  Array.from({ length: count }, (_, index) => plantJob(NOW_MS - 3_600_000 - index * 1000));

describe('an organization of many pages', () => {
  it('does not hold up another one of its connection', async () => {
    world = await startWorld({
      tenants: [tenantOf({ organizations: [SALES, CARE], maxPageSize: 10 })],
      jobs: ({ id }) => planted(id === SALES.id ? 400 : 3),
      environment: { UPSTREAM_MAX_CONCURRENCY: '1', UPSTREAM_PAGE_SIZE: '10' },
    });
    const slow = world.list('/v1/organizations/sales/jobs');
    await expect.poll(() => world.upstream.jobRequests, { interval: 1 }).toBeGreaterThan(2);
    await world.list('/v1/organizations/care/jobs');
    const asked = world.upstream.received
      .filter(({ route }) => route === 'get')
      .map(({ query }) => query.get('organizationId'));
    await slow;
    // Behind those under way and its own round, and not behind the forty pages that were there before it.
    expect(asked.length - asked.indexOf(CARE.id)).toBeLessThan(4);
    expect(asked.length).toBeLessThan(41);
  });

  it('is not refused because its own pages wait', async () => {
    world = await startWorld({
      tenants: [tenantOf({ maxPageSize: 1 })],
      jobs: () => planted(1_100),
      environment: { UPSTREAM_PAGE_SIZE: '1', REQUEST_DEADLINE_SECONDS: '300' },
    });
    expect((await world.list('/v1/jobs?pageSize=1')).page.totalItems).toBe(1_100);
  }, 120_000);
});
