import { expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { NOW_MS, plantedIn } from '../support/upstream.js';
import { walkByCursor } from './page-walks.js';
import { CARE, SALES, startWorld, tenantOf, type World } from './world.js';

const MINUTE_MS = 60_000;

/** One job for every minute from an hour ago on, also for those to come, in two organizations by turns. */
function jobsOf(turn: number) {
  return Array.from({ length: 60 }, (_, index) =>
    plantJob(NOW_MS + (index * 2 + turn - 60) * MINUTE_MS, { finishMs: NOW_MS }),
  );
}

async function world(): Promise<World> {
  const jobs = plantedIn({ [SALES.id]: jobsOf(0), [CARE.id]: jobsOf(1) });
  return await startWorld({ tenants: [tenantOf({ organizations: [SALES, CARE] })], jobs });
}

const startedUntil = (nowMs: number): string[] =>
  [...jobsOf(0), ...jobsOf(1)]
    .filter(({ startMs }) => startMs <= nowMs)
    .toSorted((left, right) => right.startMs - left.startMs)
    .map(({ jobId }) => jobId);

it('goes on after the last job seen while new ones come in above it: none is repeated, none is missed', async () => {
  const walked = await world();
  try {
    // Between two pages every copy has gone stale and three more jobs have started.
    const pages = await walkByCursor(walked, '/v1/jobs?pageSize=7', () =>
      walked.clock.advance(3 * MINUTE_MS),
    );
    expect(pages.flat()).toEqual(startedUntil(NOW_MS));
    expect(pages).toHaveLength(9);
    const { data } = await walked.list('/v1/jobs?pageSize=200');
    expect(data.length).toBeGreaterThan(pages.flat().length);
  } finally {
    await walked.close();
  }
});

it('also shows what has started since, where a cursor walks upward through a window that reaches ahead', async () => {
  const walked = await world();
  try {
    const to = new Date(NOW_MS + 30 * MINUTE_MS).toISOString();
    const path = `/v1/jobs?pageSize=7&sort=startTime&to=${to}`;
    const pages = await walkByCursor(walked, path, () => walked.clock.advance(4 * MINUTE_MS));
    const ids = pages.flat();
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(startedUntil(NOW_MS + 30 * MINUTE_MS).toReversed());
  } finally {
    await walked.close();
  }
});

it('keeps the window of the first page, for links too', async () => {
  const walked = await world();
  try {
    const first = await walked.list('/v1/jobs?pageSize=5');
    walked.clock.advance(10 * MINUTE_MS);
    const second = await walked.list(`/v1/jobs?pageSize=5&cursor=${first.page.nextCursor}`);
    expect(second.window).toEqual(first.window);
    expect(second.page.totalItems).toBe(first.page.totalItems);
  } finally {
    await walked.close();
  }
});
