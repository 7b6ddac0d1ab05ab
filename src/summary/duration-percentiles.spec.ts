import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { jobOf, rowsOf } from '../../test/jobs/sample-jobs.js';
import { durationPercentiles } from './duration-percentiles.js';

const percentilesOf = (seconds: readonly (number | null)[]) =>
  durationPercentiles([rowsOf(seconds.map((durationSeconds) => jobOf({ durationSeconds })))]);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('percentiles of durations', () => {
  it.each<[readonly (number | null)[], object]>([
    [[], { p50: null, p95: null, max: null }],
    [[null, null], { p50: null, p95: null, max: null }],
    [[0], { p50: 0, p95: 0, max: 0 }],
    [[null, 3, null], { p50: 3, p95: 3, max: 3 }],
    [[10, 9], { p50: 9, p95: 10, max: 10 }],
    [[100, 20, 3], { p50: 20, p95: 100, max: 100 }],
    [upTo(20), { p50: 10, p95: 19, max: 20 }],
    [upTo(21), { p50: 11, p95: 20, max: 21 }],
    [upTo(100), { p50: 50, p95: 95, max: 100 }],
  ])('of %j are %j', (seconds, percentiles) => {
    expect(percentilesOf(seconds)).toEqual(percentiles);
  });

  it('are each the least duration that so many percent of the jobs do not exceed', () => {
    const durations = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(durations, (seconds) => {
        const leastOf = (percent: number): number =>
          Math.min(
            ...seconds.filter(
              (candidate) =>
                seconds.filter((one) => one <= candidate).length * 100 >= percent * seconds.length,
            ),
          );
        expect(percentilesOf(seconds)).toEqual({ p50: leastOf(50), p95: leastOf(95), max: leastOf(100) });
      }),
    );
  });
});
