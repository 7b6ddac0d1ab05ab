const FARTHEST = 3;

/** The known name that a mistyped one most likely means; undefined when none is near. */
export function nearestName(mistyped: string, known: readonly string[]): string | undefined {
  // Nobody mistypes a name into one three times as long, and long keys would cost time.
  if (mistyped.length > 64) return undefined;
  const farthest = Math.min(FARTHEST, Math.floor(mistyped.length / 2));
  const ranked = known
    .map((name) => ({ name, distance: editDistance(mistyped.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= farthest)
    .toSorted((first, second) => first.distance - second.distance);
  return ranked[0]?.name;
}

/** Levenshtein distance: insertions, deletions and replacements that turn one text into the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of Array.from(from).entries()) row = nextRow(row, { index, letter, to });
  return row.at(-1) ?? 0;
}

interface Step {
  readonly index: number;
  readonly letter: string;
  readonly to: string;
}

function nextRow(above: readonly number[], { index, letter, to }: Step): number[] {
  const row = [index + 1];
  for (let column = 1; column <= to.length; column += 1) {
    const replaced = (above[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1);
    row.push(Math.min(replaced, (above[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1));
  }
  return row;
}
