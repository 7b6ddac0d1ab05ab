import { expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { CARE, SALES, tenantOf } from '../jobs/world.js';
import { NOW_MS, plantedIn } from '../support/upstream.js';
import { ANSWERED, outcomeOf, startGuardedWorld, until } from './guarded-world.js';

const MINUTE_MS = 60_000;

it('spreads the calls of a connection over the minute, and tells at once whom the minute does not suffice for', async () => {
  const world = await startGuardedWorld({ connection: { maxRequestsPerMinute: 6 } });
  try {
    expect(await outcomeOf(world, 'sales')).toEqual(ANSWERED);
    const before = world.clock.pendingTimers;
    const waiting = [outcomeOf(world, 'sales'), outcomeOf(world, 'care')];
    // Each has the deadlines of its request and of its fetch, and waits.
    await until(() => world.clock.pendingTimers === before + 6);
    const late = await outcomeOf(world, 'sales', '?from=2026-11-19');
    expect(late).toEqual({ status: 503, type: '/problems/upstream-throttled', retryAfter: '30' });
    expect(await outcomeOf(world, 'retail')).toEqual(ANSWERED);
    expect(world.upstream.jobRequests).toBe(2);
    world.clock.advance(10_000);
    await until(() => world.upstream.jobRequests === 3);
    world.clock.advance(10_000);
    expect(await Promise.all(waiting)).toEqual([ANSWERED, ANSWERED]);
    expect(world.upstream.jobRequests).toBe(4);
  } finally {
    await world.close();
  }
});

it('answers 200 callers at once, each with another question, and an organization of 500 pages beside them', async () => {
  const jobs = Array.from({ length: 500 }, (_, index) => plantJob(NOW_MS - (index + 1) * MINUTE_MS));
  const world = await startGuardedWorld({
    tenants: [tenantOf({ organizations: [SALES, CARE] })],
    jobs: plantedIn({ [SALES.id]: jobs }),
    environment: { UPSTREAM_PAGE_SIZE: '1' },
  });
  try {
    const huge = world.list('/v1/organizations/sales/jobs');
    await until(() => world.upstream.jobRequests > 8);
    const days = Array.from({ length: 200 }, (_, index) =>
      new Date(NOW_MS - (index + 2) * 86_400_000).toISOString().slice(0, 10),
    );
    const answers = await Promise.all(
      days.map((day) => world.service.get(`/v1/organizations/care/jobs?from=${day}&to=${day}T01:00:00Z`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(200).fill(200));
    expect((await huge).page.totalItems).toBe(500);
    expect(world.upstream.jobRequests).toBe(700);
  } finally {
    await world.close();
  }
});
