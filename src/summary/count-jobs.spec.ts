import { describe, expect, it } from 'vitest';

import type { Job } from '../jobs/job.js';
import type { JobRows } from '../jobs/table/job-rows.js';
import { jobOf, rowsOf } from '../../test/jobs/sample-jobs.js';
import { countByType, countJobs } from './count-jobs.js';

const NONE = { inProgress: 0, finished: 0, failed: 0, finishedWithException: 0, unknown: 0 };

function jobsOf(changes: readonly Partial<Job>[]): JobRows[] {
  return [rowsOf(changes.map((change) => jobOf(change)))];
}

function sumOf(sizes: readonly number[]): number {
  return countJobs(jobsOf(sizes.map((backupSizeBytes) => ({ backupSizeBytes })))).backupSizeBytes;
}

describe('counting jobs', () => {
  it('says nothing of success where there is no job, and has every outcome and kind', () => {
    expect(countJobs([])).toEqual({ totalJobs: 0, successRate: null, byStatus: NONE, backupSizeBytes: 0 });
    expect(countByType([])).toEqual({
      backup: 0,
      restore: 0,
      dryRun: 0,
      retention: 0,
      auditBackup: 0,
      export: 0,
      unknown: 0,
    });
  });

  it('counts each job once under its outcome and its kind', () => {
    const jobs = jobsOf([
      { type: 'backup', status: 'failed' },
      { type: 'unknown', status: 'unknown' },
      { type: 'backup', status: 'finished' },
    ]);
    expect(countJobs(jobs).byStatus).toEqual({ ...NONE, failed: 1, unknown: 1, finished: 1 });
    expect(countByType(jobs)).toMatchObject({ backup: 2, unknown: 1, restore: 0 });
  });

  it.each<[readonly Job['status'][], number | null]>([
    [['finished'], 1],
    [['failed'], 0],
    [['finishedWithException'], 0],
    [['finished', 'finished', 'finishedWithException', 'failed'], 0.5],
    [['finished', 'finished', 'failed'], 2 / 3],
    [['inProgress', 'unknown'], null],
    [['inProgress', 'unknown', 'finished'], 1],
  ])('takes %j for a success rate of %s', (statuses, successRate) => {
    expect(countJobs(jobsOf(statuses.map((status) => ({ status })))).successRate).toBe(successRate);
  });

  it('adds sizes without a fault in the last byte, in whatever order they come', () => {
    const sizes = [Number.MAX_SAFE_INTEGER, 2, 1];
    const sum = Number(BigInt(Number.MAX_SAFE_INTEGER) + 3n);
    expect([sumOf(sizes), sumOf(sizes.toReversed())]).toEqual([sum, sum]);
    expect(sizes.reduce((total, size) => total + size)).not.toBe(sum);
  });
});
