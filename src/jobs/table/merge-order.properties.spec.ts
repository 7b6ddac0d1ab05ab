import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyJobs } from '../../../test/jobs/any-jobs.js';
import { rowsOf } from '../../../test/jobs/sample-jobs.js';
import type { Job } from '../job.js';
import { comparePlaces, placeOf, SORT_KEYS, type JobSort } from '../job-sort.js';
import { rowComparison } from './compare-rows.js';
import { placesAfter, placesWhere } from './find-places.js';
import type { JobRows } from './job-rows.js';
import { mergeRows } from './merge-rows.js';
import { sortRows } from './sorted-rows.js';

const sorts: fc.Arbitrary<JobSort> = fc.record({
  key: fc.constantFrom(...SORT_KEYS),
  isDescending: fc.boolean(),
});
/** Several organizations' jobs, of which a filter leaves some; ids differ between the lists too. */
const lists: fc.Arbitrary<readonly JobRows[]> = fc
  .array(fc.tuple(anyJobs, fc.integer({ min: 1, max: 3 })), { maxLength: 5 })
  .map((drawn) =>
    drawn.map(([jobs, step], place) =>
      rowsOf(jobs.map((job) => ({ ...job, id: `${job.id} ${place}` }))).filter((row) => row % step === 0),
    ),
  );

/** One job after the other, compared as a whole: what the columns must agree with. */
const sorted = (selections: readonly JobRows[], { key, isDescending }: JobSort): Job[] =>
  selections
    .flatMap((jobs) => [...jobs])
    .toSorted((left, right) => comparePlaces(placeOf(left, key), placeOf(right, key), isDescending));

function merged(selections: readonly JobRows[], sort: JobSort, places?: readonly number[]): Job[] {
  const inOrder = selections.map((jobs) => sortRows(jobs, sort));
  return Array.from(mergeRows(inOrder, rowComparison(sort), places), ({ table, row }) => table.jobAt(row));
}

describe('jobs merged column by column', () => {
  it('stand in the order of a plain sort of all of them', () => {
    fc.assert(
      fc.property(lists, sorts, (selections, sort) => {
        expect(merged(selections, sort)).toStrictEqual(sorted(selections, sort));
      }),
    );
  });

  it('go on after any number of them as if all before had been taken', () => {
    fc.assert(
      fc.property(lists, sorts, fc.nat(160), (selections, sort, count) => {
        const inOrder = selections.map((jobs) => sortRows(jobs, sort));
        const places = placesAfter(inOrder, rowComparison(sort), count);
        expect(merged(selections, sort, places)).toStrictEqual(sorted(selections, sort).slice(count));
      }),
    );
  });

  it('go on after any of them', () => {
    fc.assert(
      fc.property(lists, sorts, fc.nat(), (selections, sort, chance) => {
        const all = sorted(selections, sort);
        fc.pre(all.length > 0);
        const index = chance % all.length;
        const after = placeOf(all[index]!, sort.key);
        const places = placesWhere(
          selections.map((jobs) => sortRows(jobs, sort)),
          (table, row) => comparePlaces(placeOf(table.jobAt(row), sort.key), after, sort.isDescending) > 0,
        );
        expect(merged(selections, sort, places)).toStrictEqual(all.slice(index + 1));
      }),
    );
  });
});
