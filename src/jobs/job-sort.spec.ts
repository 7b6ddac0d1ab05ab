import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  comparePlaces,
  parseSort,
  placeOf,
  SORT_KEYS,
  SORT_NAMES,
  sortName,
  type JobPlace,
} from './job-sort.js';
import { jobOf, organizationId } from '../../test/jobs/sample-jobs.js';

const texts = fc.option(fc.constantFrom('a', 'B', 'b', '', 'é', '2026'), { nil: null });
const numbers = fc.option(fc.constantFrom(0, 1, -1, 1.5, 2 ** 53), { nil: null });
const placesWith = (value: fc.Arbitrary<string | number | null>): fc.Arbitrary<JobPlace> =>
  fc.record({ value, organizationId: fc.constantFrom('1', '2'), jobId: fc.constantFrom('x', 'y', 'z') });

describe.each([
  ['texts', placesWith(texts)],
  ['numbers', placesWith(numbers)],
])('the order of %s', (_kind, places) => {
  it.each([true, false])(
    'is total, descending %s: one of two is first, unless they are the same place',
    (isDescending) => {
      fc.assert(
        fc.property(places, places, places, (one, other, third) => {
          const forward = comparePlaces(one, other, isDescending);
          expect(Math.sign(forward)).toBe(0 - Math.sign(comparePlaces(other, one, isDescending)));
          expect(forward === 0).toBe(JSON.stringify(one) === JSON.stringify(other));
          const chained = forward < 0 && comparePlaces(other, third, isDescending) < 0;
          expect(!chained || comparePlaces(one, third, isDescending) < 0).toBe(true);
        }),
      );
    },
  );

  it('puts absent values last, and ties by organization, then job, ascending, either way', () => {
    fc.assert(
      fc.property(fc.array(places), fc.boolean(), (all, isDescending) => {
        const sorted = all.toSorted((left, right) => comparePlaces(left, right, isDescending));
        const absent = sorted.map(({ value }) => value === null);
        expect(absent.lastIndexOf(false)).toBeLessThan(
          absent.includes(true) ? absent.indexOf(true) : absent.length,
        );
        sorted.slice(1).forEach((place, index) => {
          const before = sorted[index];
          if (before?.value !== place.value) return;
          expect(before.organizationId + before.jobId <= place.organizationId + place.jobId).toBe(true);
        });
      }),
    );
  });
});

it('orders values upward, and downward with a minus', () => {
  const [less, more] = [1, 2].map((value) => ({ value, organizationId: '1', jobId: 'x' })) as [
    JobPlace,
    JobPlace,
  ];
  expect(comparePlaces(less, more, false)).toBeLessThan(0);
  expect(comparePlaces(less, more, true)).toBeGreaterThan(0);
});

it('knows an order by each documented name, and writes it back', () => {
  expect(SORT_NAMES).toHaveLength(10);
  for (const name of SORT_NAMES) expect(sortName(parseSort(name))).toBe(name);
  expect(parseSort('-startTime')).toEqual({ key: 'startTime', isDescending: true });
  for (const name of ['id', '--startTime', '']) expect(() => parseSort(name)).toThrow(TypeError);
});

it('reads the place of a job from its own members', () => {
  const job = jobOf({ id: 'j', finishTime: null, durationSeconds: 1.5, backupSizeBytes: 7 });
  const values = SORT_KEYS.map((key) => placeOf(job, key));
  expect(values.map(({ value }) => value)).toEqual(['2026-11-20T08:00:00.000Z', null, 1.5, 7, 'Sales']);
  for (const place of values) expect(place).toMatchObject({ organizationId: organizationId(1), jobId: 'j' });
});
