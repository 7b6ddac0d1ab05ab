import type { JobTable } from './job-table.js';

/** Twenty columns, each with a head of its own, and the lists they refer to; measured. */
const EMPTY_BYTES = 4_000;
/** A text with its place in the list. */
const TEXT_HEAD_BYTES = 24;
/** The orders a table is asked for are kept, four bytes a row each: some are never asked for. */
const ORDERS_BYTES = 12;
const ODDITY_BYTES = 64;
const WIDE = /[^\0-\u00ff]/;

// A table never changes, and neither does its size: copies and timelines that share it ask for it once each.
const sizes = new WeakMap<JobTable, number>();

/** About how much memory a table takes, in bytes: within a quarter of what is measured for one of 20,000 jobs. */
export function tableSizeBytes(table: JobTable): number {
  const known = sizes.get(table) ?? reckonBytes(table);
  sizes.set(table, known);
  return known;
}

function reckonBytes({ columns, length }: JobTable): number {
  const { types, statuses, startsMs, finishesMs, durationsSeconds, sizesBytes, modules, owners } = columns;
  const numbers = [
    types,
    statuses,
    startsMs,
    finishesMs,
    durationsSeconds,
    sizesBytes,
    modules,
    owners,
    ...columns.counts,
  ];
  const bytes = numbers.reduce(
    (sum, { byteLength }) => sum + byteLength,
    EMPTY_BYTES + length * ORDERS_BYTES,
  );
  return (
    bytes +
    textsBytes(columns.ids) +
    textsBytes(columns.moduleWords) +
    textsBytes(columns.ownerWords.map(({ name }) => name)) +
    oddBytes(columns.upstreamTypes) +
    oddBytes(columns.upstreamStatuses)
  );
}

function textsBytes(texts: readonly (string | null)[]): number {
  return texts.reduce((bytes, text) => bytes + TEXT_HEAD_BYTES + contentBytes(text ?? ''), 0);
}

/** One sign outside of Latin-1 makes all of a text twice as large. */
function contentBytes(text: string): number {
  return text.length * (WIDE.test(text) ? 2 : 1);
}

/** What came in place of a known type or status: mostly a word, at worst whatever an upstream can say. */
function oddBytes(oddities: ReadonlyMap<number, unknown>): number {
  let bytes = 0;
  for (const oddity of oddities.values()) bytes += ODDITY_BYTES + contentBytes(JSON.stringify(oddity) ?? '');
  return bytes;
}
