import type { JobColumns } from './job-columns.js';
import { WordList } from './word-list.js';

/** Some rows of some columns; without `rows`, all of them. */
export interface RowsToGather {
  readonly columns: JobColumns;
  readonly rows?: ArrayLike<number> | undefined;
}

export function countRows({ columns, rows }: RowsToGather): number {
  return rows?.length ?? columns.ids.length;
}

export function gatherIds(parts: readonly RowsToGather[]): readonly string[] {
  return parts.flatMap(({ columns: { ids }, rows }) =>
    rows === undefined ? ids : Array.from(rows, (row) => ids[row] ?? ''),
  );
}

export function gatherNumbers(
  parts: readonly RowsToGather[],
  columnOf: (columns: JobColumns) => ArrayLike<number>,
): Float64Array {
  const gathered = new Float64Array(parts.reduce((sum, part) => sum + countRows(part), 0));
  let place = 0;
  for (const part of parts) {
    const column = columnOf(part.columns);
    if (part.rows === undefined) gathered.set(column, place);
    else
      for (let index = 0; index < part.rows.length; index += 1)
        gathered[place + index] = column[part.rows[index] ?? 0] ?? 0;
    place += countRows(part);
  }
  return gathered;
}

/** The words that the rows use, each once, and the column of their places. `keyOf` tells words apart that are no texts. */
export function gatherWords<Word>(
  parts: readonly RowsToGather[],
  columnOf: (columns: JobColumns) => readonly [places: ArrayLike<number>, words: readonly Word[]],
  keyOf?: (word: Word) => unknown,
): { readonly places: Float64Array; readonly words: readonly Word[] } {
  const list = new WordList<Word>(keyOf);
  const gathered = new Float64Array(parts.reduce((sum, part) => sum + countRows(part), 0));
  let end = 0;
  for (const { columns, rows } of parts) {
    const [places, words] = columnOf(columns);
    const renumbered = new Map<number, number>();
    for (const last = end + countRows({ columns, rows }), begin = end; end < last; end += 1) {
      const place = places[rows?.[end - begin] ?? end - begin] ?? 0;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A place lies within its list, whose words may be null.
      if (!renumbered.has(place)) renumbered.set(place, list.placeOf(words[place] as Word));
      gathered[end] = renumbered.get(place) ?? 0;
    }
  }
  return { places: gathered, words: list.words };
}

/** What only few rows have, by their new places. */
export function gatherOddities(
  parts: readonly RowsToGather[],
  columnOf: (columns: JobColumns) => ReadonlyMap<number, unknown>,
): ReadonlyMap<number, unknown> {
  const gathered = new Map<number, unknown>();
  let begin = 0;
  for (const { columns, rows } of parts) {
    const oddities = columnOf(columns);
    const length = oddities.size === 0 ? 0 : countRows({ columns, rows });
    for (let index = 0; index < length; index += 1) {
      const row = rows?.[index] ?? index;
      if (oddities.has(row)) gathered.set(begin + index, oddities.get(row));
    }
    begin += countRows({ columns, rows });
  }
  return gathered;
}
