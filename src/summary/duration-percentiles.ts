import type { Job } from '../jobs/job.js';

/** Seconds; null where no job has a duration. */
export interface DurationPercentiles {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly max: number | null;
}

/** How long the jobs took, by nearest rank: each figure is the duration of one of them. */
export function durationPercentiles(jobs: readonly Job[]): DurationPercentiles {
  const sorted = jobs
    .map(({ durationSeconds }) => durationSeconds)
    .filter((seconds) => seconds !== null)
    .toSorted((left, right) => left - right);
  return { p50: nearestRank(sorted, 50), p95: nearestRank(sorted, 95), max: sorted.at(-1) ?? null };
}

/** Whole percents, so that the rank is exact: 0.95 as a number is not. */
function nearestRank(sorted: readonly number[], percent: number): number | null {
  return sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? null;
}
