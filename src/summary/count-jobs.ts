import type { Job } from '../jobs/job.js';
import type { JobRows } from '../jobs/table/job-rows.js';
import { JobTally, type JobCount } from './job-tally.js';

export type CountByType = Readonly<Record<Job['type'], number>>;

/** How many jobs there are, of which outcome, and how large they are together. */
export function countJobs(selections: readonly JobRows[]): JobCount {
  const tally = new JobTally();
  for (const jobs of selections) jobs.visit((row) => tally.add(jobs.table, row));
  return tally.count();
}

/** How many jobs there are of each type, zeros too. */
export function countByType(selections: readonly JobRows[]): CountByType {
  const counts = { backup: 0, restore: 0, dryRun: 0, retention: 0, auditBackup: 0, export: 0, unknown: 0 };
  for (const jobs of selections) jobs.visit((row) => void (counts[jobs.table.typeAt(row)] += 1));
  return counts;
}
