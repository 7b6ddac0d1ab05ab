/** What a section of the benchmark is given: how thorough to be, and what to measure. */
export interface Bench {
  /** Under a minute in all, without judging: whether everything still runs. */
  readonly isShort: boolean;
  /** Folder of the compiled service. */
  readonly service: string;
}

/** One line of a table of results. `isReached` is absent where nothing is wanted. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly wanted?: string;
  readonly isReached?: boolean;
}

/** One question that is answered by measuring. */
export interface Section {
  /** How it is called on the command line. */
  readonly name: string;
  readonly title: string;
  /** How it was measured, in a sentence or two. */
  readonly method: string;
  readonly measure: (bench: Bench) => Promise<readonly Figure[]>;
}

interface Measured {
  readonly value: number;
  readonly unit: string;
  /** What else belongs beside the value, for example its spread. */
  readonly remark?: string;
}

/** A figure that should not be larger than `limit`. */
export function atMost(what: string, limit: number, measured: Measured): Figure {
  return judged(what, measured, { wanted: `at most ${limit}`, isReached: measured.value <= limit });
}

/** A figure that should not be smaller than `limit`. */
export function atLeast(what: string, limit: number, measured: Measured): Figure {
  return judged(what, measured, { wanted: `at least ${limit}`, isReached: measured.value >= limit });
}

/** A figure of which nothing is wanted. */
export function told(what: string, measured: Measured): Figure {
  return { what, measured: textOf(measured) };
}

function judged(
  what: string,
  measured: Measured,
  { wanted, isReached }: { wanted: string; isReached: boolean },
): Figure {
  return { what, measured: textOf(measured), wanted: `${wanted} ${measured.unit}`.trim(), isReached };
}

function textOf({ value, unit, remark }: Measured): string {
  return `${rounded(value)} ${unit}${remark === undefined ? '' : ` (${remark})`}`.replace('  ', ' ').trim();
}

/** Three digits that count. */
export function rounded(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
