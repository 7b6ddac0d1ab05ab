import type { RowComparison } from './compare-rows.js';
import type { JobTable } from './job-table.js';
import type { SortedRows } from './sorted-rows.js';

/** Where to go on in each list after the first `count` rows of all: no row before is looked at, however deep the page. */
export function placesAfter(lists: readonly SortedRows[], compare: RowComparison, count: number): number[] {
  const lows = lists.map(() => 0);
  // The first page begins where each list does: most questions are for it.
  if (count <= 0) return lows;
  const highs = lists.map(({ rows }) => rows.length);
  for (;;) {
    const widest = widestOf(lows, highs);
    const list = lists[widest];
    if (list === undefined) return lows;
    const middle = Math.floor(((lows[widest] ?? 0) + (highs[widest] ?? 0)) / 2);
    const pivot = list.rows[middle] ?? 0;
    const before = placesWhere(lists, (table, row) => compare(table, row, list.table, pivot) >= 0);
    // Rows before the pivot are among the first, or those from it on are not: either way, half of the widest list is settled.
    if (sumOf(before) < count) raise(lows, before.with(widest, middle + 1));
    else lower(highs, before);
  }
}

/** The first place of each list from which on its rows are `isLater`. */
export function placesWhere(
  lists: readonly SortedRows[],
  isLater: (table: JobTable, row: number) => boolean,
): number[] {
  return lists.map((list) => firstPlace(list, isLater));
}

function firstPlace({ table, rows }: SortedRows, isLater: (table: JobTable, row: number) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isLater(table, rows[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The list with the most places still open; -1 when none has any. */
function widestOf(lows: readonly number[], highs: readonly number[]): number {
  let widest = -1;
  let most = 0;
  for (const [index, low] of lows.entries()) {
    const width = (highs[index] ?? 0) - low;
    if (width > most) [widest, most] = [index, width];
  }
  return widest;
}

function raise(lows: number[], places: readonly number[]): void {
  for (const [index, place] of places.entries()) lows[index] = Math.max(lows[index] ?? 0, place);
}

function lower(highs: number[], places: readonly number[]): void {
  for (const [index, place] of places.entries()) highs[index] = Math.min(highs[index] ?? 0, place);
}

function sumOf(places: readonly number[]): number {
  return places.reduce((sum, place) => sum + place, 0);
}
