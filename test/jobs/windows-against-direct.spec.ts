import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import type { RangeReading } from '../../src/demo/stand-in/tenants.js';
import { startService } from '../support/service.js';
import { connectionEntries } from '../support/upstream.js';
import { DAY_MS, HOUR_MS, idsOf, MINUTE_MS, startBoards } from './board-world.js';
import { tenantOf, type JobList } from './world.js';

const READINGS: readonly RangeReading[] = ['start', 'finish', 'both', 'bothInside'];

/** One look: how long after the last, which window, and the job that starts just before it, if any. */
const looks = fc.array(
  fc.record({
    waitMs: fc.oneof(fc.constant(MINUTE_MS), fc.integer({ min: 0, max: 3 * HOUR_MS })),
    days: fc.constantFrom(1, 7, 30, 30),
    agoMs: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 * DAY_MS }) },
    ),
    runsMs: fc.option(fc.integer({ min: MINUTE_MS, max: 5 * HOUR_MS })),
  }),
  { minLength: 12, maxLength: 12 },
);

it.each(READINGS)(
  'any windows show what they show when everything is asked each time, where the range is compared by %s',
  { timeout: 600_000 },
  async (rangeReading) => {
    const world = await startBoards(rangeReading);
    const direct = await startService({
      clock: world.clock,
      file: { connections: connectionEntries(world.upstream, [tenantOf({ rangeReading })]) },
      environment: { CACHE_FRESH_SECONDS: '0', CACHE_STALE_SECONDS: '0', METRICS_POLL_SECONDS: '0' },
    });
    try {
      const property = fc.asyncProperty(looks, async (all) => {
        for (const { waitMs, days, agoMs, runsMs } of all) {
          if (runsMs !== null) {
            const startMs = world.clock.wallMs();
            world.planted.push(plantJob(startMs, { finishMs: startMs + runsMs }));
          }
          world.clock.advance(waitMs + MINUTE_MS);
          const toMs = world.clock.wallMs() - agoMs;
          const [from, to] = [toMs - days * DAY_MS, toMs].map((ms) => new Date(ms).toISOString());
          const path = `/v1/jobs?from=${from}&to=${to}&pageSize=200`;
          const shown = await world.list(path);
          const { body } = await direct.get(path);
          expect(idsOf(shown)).toEqual(idsOf(body as JobList));
        }
      });
      await fc.assert(property, { numRuns: 3, seed: 20_261_121 });
    } finally {
      await direct.close();
      await world.close();
    }
  },
);
