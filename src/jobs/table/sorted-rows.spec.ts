import { describe, expect, it } from 'vitest';

import { jobOf, tableOf } from '../../../test/jobs/sample-jobs.js';
import { LoopTurns } from '../../../test/jobs/loop-turns.js';
import { SLICE_LENGTH } from '../own-turn.js';
import { JobRows } from './job-rows.js';
import { JobTable } from './job-table.js';
import { makeOrder, sortRows } from './sorted-rows.js';

const SORT = { key: 'startTime', isDescending: true } as const;
const LARGE = SLICE_LENGTH + 1;

/** As many jobs as said, and whoever compares them is told. */
function watchedRows(length: number, onCompare: () => void): JobRows {
  const { columns } = tableOf(Array.from({ length }, (_, index) => jobOf({ id: `job${index}` })));
  const watched = { ...columns };
  Object.defineProperty(watched, 'startsMs', {
    get: () => {
      onCompare();
      return columns.startsMs;
    },
  });
  return new JobRows(new JobTable(watched));
}

/** Which of some tables are put in order in each turn of the loop. */
async function orderedByTurn(lengths: readonly number[]): Promise<number[][]> {
  const turns = new LoopTurns();
  const ordered = new Map<number, Set<number>>();
  const note = (place: number): void =>
    void ordered.set(turns.now, (ordered.get(turns.now) ?? new Set()).add(place));
  const rows = lengths.map((length, place) => watchedRows(length, () => note(place)));
  await Promise.all(rows.map((each) => makeOrder(each, SORT)));
  turns.stop();
  return Array.from(ordered.values(), (places) => Array.from(places));
}

describe('orders that are made beforehand', () => {
  it('are made one in a turn of the loop where the tables are large', async () => {
    expect(await orderedByTurn([LARGE, LARGE, LARGE])).toEqual([[0], [1], [2]]);
  });

  it('are made at once where they are small', async () => {
    expect(await orderedByTurn([10, 20, 30])).toEqual([[0, 1, 2]]);
  });

  it('are there when they are asked for, and made no second time', async () => {
    let comparisons = 0;
    const rows = watchedRows(LARGE, () => (comparisons += 1));
    await makeOrder(rows, SORT);
    const made = comparisons;
    expect(sortRows(rows, SORT).rows).toHaveLength(LARGE);
    await makeOrder(rows, SORT);
    expect(comparisons).toBe(made);
    expect(made).toBeGreaterThan(0);
  });
});
