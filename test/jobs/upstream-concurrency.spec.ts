import { expect, it } from 'vitest';

import { holdUntil } from '../../src/demo/stand-in/fault-responders.js';
import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { NOW_MS, plantedIn, questionsTo } from '../support/upstream.js';
import { CARE, RETAIL, SALES, startWorld, tenantOf } from './world.js';

const LIMIT = 3;
const MINUTE_MS = 60_000;
const JOBS = Array.from({ length: 8 }, (_, index) => plantJob(NOW_MS - (index + 1) * MINUTE_MS));

/** Waits for a state that I/O brings about; the test's own time is the limit. */
async function until(isReached: () => boolean): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- Each turn of the loop lets I/O go on.
  while (!isReached()) await new Promise((resolve) => setImmediate(resolve));
}

it('has at most UPSTREAM_MAX_CONCURRENCY calls of a connection under way, over organizations and pages', async () => {
  const world = await startWorld({
    tenants: [tenantOf({ organizations: [SALES, CARE, RETAIL] })],
    jobs: plantedIn({ [SALES.id]: JOBS, [CARE.id]: JOBS, [RETAIL.id]: JOBS }),
    environment: { UPSTREAM_MAX_CONCURRENCY: String(LIMIT), UPSTREAM_PAGE_SIZE: '2' },
  });
  const gates: (() => void)[] = [];
  let underWay = 0;
  let most = 0;
  world.upstream.faults.next({
    match: 'get',
    times: Infinity,
    respond: (request, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      response.once('finish', () => (underWay -= 1));
      return holdUntil(new Promise<void>((open) => void gates.push(open)))(request, response);
    },
  });
  try {
    const answering = world.list('/v1/jobs?pageSize=200');
    for (let opened = 0; opened < 12; opened += 1) {
      const expected = Math.min(LIMIT, 12 - opened);
      // oxlint-disable-next-line no-await-in-loop -- The next gate is opened only when every slot is taken.
      await until(() => underWay === expected && gates.length === opened + expected);
      gates[opened]?.();
    }
    const { data } = await answering;
    expect(data).toHaveLength(24);
    expect(questionsTo(world.upstream)).toHaveLength(12);
    expect(most).toBe(LIMIT);
  } finally {
    await world.close();
  }
});
