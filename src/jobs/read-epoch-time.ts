/** Third of March 1973. Absent times come as zero or as the year 1, a bare year or date as a small number: all lie before it. */
export const EARLIEST_MS = 100_000_000_000;

const TICKS_PER_MS = 10_000n;
const TICKS_UNTIL_1970 = 621_355_968_000_000_000n;

// A JSON number of this size is a multiple of 128: half a step keeps a whole millisecond whole.
const HALF_A_STEP = 64n;

/**
 * Milliseconds since the Unix epoch from a number of seconds, milliseconds or .NET ticks. From 1973 on their sizes
 * tell the three apart: a second count as large as the earliest milliseconds would lie in the year 5138.
 */
export function readEpochTime(count: number | undefined): number | undefined {
  if (count === undefined) return undefined;
  // A decimal fraction has no exact binary form: a microsecond's grace keeps 43.823 s from becoming 43.822 s.
  if (count < EARLIEST_MS) return Math.floor(count * 1000 + 0.001);
  return count < TICKS_UNTIL_1970 ? Math.floor(count) : readTicks(BigInt(count) + HALF_A_STEP);
}

/** Milliseconds since the Unix epoch from .NET ticks: 100 ns each, since the year 1. */
export function readTicks(ticks: bigint): number {
  return Number((ticks - TICKS_UNTIL_1970) / TICKS_PER_MS);
}
