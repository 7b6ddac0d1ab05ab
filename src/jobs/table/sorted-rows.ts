import { sortName, type JobSort } from '../job-sort.js';
import { turnBefore } from '../own-turn.js';
import { rowComparison } from './compare-rows.js';
import type { JobRows } from './job-rows.js';
import type { JobTable } from './job-table.js';

/** Rows of a table in some order. */
export interface SortedRows {
  readonly table: JobTable;
  readonly rows: Uint32Array;
}

// A table never changes, and neither does its order: sorted once, every selection of it is in order by a look at each row.
const orders = new WeakMap<JobTable, Map<string, Uint32Array>>();

/** The jobs of a selection in the asked order. */
export function sortRows({ table, chosen, length }: JobRows, sort: JobSort): SortedRows {
  const order = orderOf(table, sort);
  if (chosen === undefined) return { table, rows: order };
  const isChosen = new Uint8Array(table.length);
  for (const row of chosen) isChosen[row] = 1;
  const rows = new Uint32Array(length);
  let place = 0;
  for (const row of order) if (isChosen[row] === 1) rows[place++] = row;
  return { table, rows };
}

/** Sees to it that the order is there when it is asked for: a large one is made in a turn of its own. */
export async function makeOrder({ table }: JobRows, sort: JobSort): Promise<void> {
  if (orders.get(table)?.has(sortName(sort)) === true) return;
  await turnBefore(table.length);
  orderOf(table, sort);
}

function orderOf(table: JobTable, sort: JobSort): Uint32Array {
  const known = orders.get(table) ?? new Map<string, Uint32Array>();
  orders.set(table, known);
  const order = known.get(sortName(sort)) ?? sortTable(table, sort);
  known.set(sortName(sort), order);
  return order;
}

/** A list of its own is sorted: unlike a typed array's, its sort makes use of the order that answers mostly come in. */
function sortTable(table: JobTable, sort: JobSort): Uint32Array {
  const compare = rowComparison(sort);
  const rows = Array.from({ length: table.length }, (_, row) => row);
  return Uint32Array.from(rows.toSorted((left, right) => compare(table, left, table, right)));
}
