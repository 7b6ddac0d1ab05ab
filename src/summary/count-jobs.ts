import type { Job } from '../jobs/job.js';

export type CountByStatus = Readonly<Record<Job['status'], number>>;
export type CountByType = Readonly<Record<Job['type'], number>>;

export interface JobCount {
  readonly totalJobs: number;
  readonly successRate: number | null;
  readonly byStatus: CountByStatus;
  readonly backupSizeBytes: number;
}

const NO_STATUS: CountByStatus = {
  inProgress: 0,
  finished: 0,
  failed: 0,
  finishedWithException: 0,
  unknown: 0,
};

const NO_TYPE: CountByType = {
  backup: 0,
  restore: 0,
  dryRun: 0,
  retention: 0,
  auditBackup: 0,
  export: 0,
  unknown: 0,
};

/** How many jobs there are, of which outcome, and how large they are together. */
export function countJobs(jobs: readonly Job[]): JobCount {
  const byStatus = countByStatus(jobs);
  return {
    totalJobs: jobs.length,
    successRate: successRateOf(byStatus),
    byStatus,
    backupSizeBytes: sumOfSizes(jobs),
  };
}

/** How many jobs there are of each type, zeros too. */
export function countByType(jobs: readonly Job[]): CountByType {
  const counts = { ...NO_TYPE };
  for (const { type } of jobs) counts[type] += 1;
  return counts;
}

function countByStatus(jobs: readonly Job[]): CountByStatus {
  const counts = { ...NO_STATUS };
  for (const { status } of jobs) counts[status] += 1;
  return counts;
}

/** Finished among all that ended with a known outcome; null when none did. */
function successRateOf({ finished, finishedWithException, failed }: CountByStatus): number | null {
  const ended = finished + finishedWithException + failed;
  return ended === 0 ? null : finished / ended;
}

/** Rounded once, at the end: beyond 2^53 the sum of numbers would depend on their order, and with it the entity tag. */
function sumOfSizes(jobs: readonly Job[]): number {
  return Number(jobs.reduce((sum, { backupSizeBytes }) => sum + BigInt(backupSizeBytes), 0n));
}
