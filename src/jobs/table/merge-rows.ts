import type { RowComparison } from './compare-rows.js';
import type { JobTable } from './job-table.js';
import type { SortedRows } from './sorted-rows.js';

/** A job where it is held. */
export interface HeldRow {
  readonly table: JobTable;
  readonly row: number;
}

/** How far each list has been taken. */
interface Taken extends SortedRows {
  place: number;
}

/** The rows of all lists in one order, each taken only when it is asked for. `places` says where each list begins. */
export function* mergeRows(
  lists: readonly SortedRows[],
  compare: RowComparison,
  places: readonly number[] = [],
): Generator<HeldRow, void, undefined> {
  const heap = lists
    .map((list, index): Taken => ({ ...list, place: places[index] ?? 0 }))
    .filter(({ rows, place }) => place < rows.length);
  const isBefore = (left: Taken, right: Taken): boolean =>
    compare(left.table, left.rows[left.place] ?? 0, right.table, right.rows[right.place] ?? 0) < 0;
  for (let index = heap.length - 1; index >= 0; index -= 1) sink(heap, index, isBefore);
  for (let [first] = heap; first !== undefined; [first] = heap) {
    yield { table: first.table, row: first.rows[first.place] ?? 0 };
    first.place += 1;
    if (first.place === first.rows.length) removeFirst(heap);
    sink(heap, 0, isBefore);
  }
}

function removeFirst(heap: Taken[]): void {
  const last = heap.pop();
  if (last !== undefined && heap.length > 0) heap[0] = last;
}

/** Moves a list down the binary heap, below those whose next row comes first. */
function sink(heap: Taken[], from: number, isBefore: (left: Taken, right: Taken) => boolean): void {
  let index = from;
  for (;;) {
    const [item, left, right] = [heap[index], heap[2 * index + 1], heap[2 * index + 2]];
    if (item === undefined || left === undefined) return;
    const isRight = right !== undefined && isBefore(right, left);
    const first = isRight ? right : left;
    if (!isBefore(first, item)) return;
    const next = 2 * index + (isRight ? 2 : 1);
    heap[index] = first;
    heap[next] = item;
    index = next;
  }
}
