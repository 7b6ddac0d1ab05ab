import type { ItemCounts, Job } from '../jobs/job.js';

const OWN_FIELDS = [
  'type',
  'status',
  'module',
  'startTime',
  'finishTime',
  'durationSeconds',
  'backupSizeBytes',
] as const satisfies readonly (keyof Job)[];

const COUNTS = [
  'successful',
  'failed',
  'skipped',
  'warning',
  'total',
] as const satisfies readonly (keyof ItemCounts)[];

/** Whether two looks found a job the same. Its organization's name is not its own, and counts for nothing. */
export function isSameJob(left: Job, right: Job): boolean {
  if (left === right) return true;
  return (
    OWN_FIELDS.every((field) => left[field] === right[field]) &&
    JSON.stringify([left.upstreamType, left.upstreamStatus]) ===
      JSON.stringify([right.upstreamType, right.upstreamStatus]) &&
    areSameCounts(left.entities, right.entities) &&
    areSameCounts(left.records, right.records)
  );
}

function areSameCounts(left: ItemCounts, right: ItemCounts): boolean {
  return COUNTS.every((count) => left[count] === right[count]);
}
