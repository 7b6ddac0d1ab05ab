import type { JobRows } from '../jobs/table/job-rows.js';

/** Seconds; null where no job has a duration. */
export interface DurationPercentiles {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly max: number | null;
}

/** How long the jobs took, by nearest rank: each figure is the duration of one of them. */
export function durationPercentiles(selections: readonly JobRows[]): DurationPercentiles {
  const durations = new Float64Array(selections.reduce((sum, { length }) => sum + length, 0));
  let count = 0;
  for (const jobs of selections)
    jobs.visit((row) => {
      const seconds = jobs.table.durationSecondsAt(row);
      if (!Number.isNaN(seconds)) durations[count++] = seconds;
    });
  const sorted = durations.subarray(0, count).toSorted();
  return { p50: nearestRank(sorted, 50), p95: nearestRank(sorted, 95), max: sorted.at(-1) ?? null };
}

/** Whole percents, so that the rank is exact: 0.95 as a number is not. */
function nearestRank(sorted: Float64Array, percent: number): number | null {
  return sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? null;
}
