import type { Job } from './job.js';
import { jobSizeBytes } from './job-size.js';
import type { JobTimeline } from './timeline/job-timeline.js';

const EMPTY_BYTES = 1_000;
/** What is known of a held job beside its record: where it lies, which windows showed it, its place in the map. */
const HELD_BYTES = 400;

/** About how much memory a list of jobs takes. */
export function jobsSizeBytes(jobs: readonly Job[]): number {
  return jobs.reduce((bytes, job) => bytes + jobSizeBytes(job), EMPTY_BYTES);
}

/** About how much memory a timeline takes with all its stretches. */
export function timelineSizeBytes({ stretches }: JobTimeline): number {
  return stretches.reduce(
    (bytes, { jobs }) =>
      bytes + jobsSizeBytes([...jobs.values()].map(({ job }) => job)) + jobs.size * HELD_BYTES,
    EMPTY_BYTES,
  );
}
