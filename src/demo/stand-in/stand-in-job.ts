import type { JobStatus, JobType } from '../../jobs/job-vocabulary.js';

export interface JobCounts {
  readonly successful: number;
  readonly failed: number;
  readonly skipped: number;
  readonly warning: number;
}

/** One job of the stand-in. Times are milliseconds since the Unix epoch; it is in progress until `finishMs`. */
export interface StandInJob {
  readonly jobId: string;
  readonly type: JobType;
  readonly module: string;
  readonly startMs: number;
  /** Absent: it never ends. */
  readonly finishMs?: number;
  /** What it ends with. */
  readonly outcome: Exclude<JobStatus, 'inProgress'>;
  readonly entities: JobCounts;
  readonly records: JobCounts;
  readonly backupSizeBytes: number;
  /** Fields of the answer to replace, for tests that plant odd records; an undefined value leaves the field out. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

export function statusAt(job: StandInJob, nowMs: number): JobStatus {
  return job.finishMs === undefined || nowMs < job.finishMs ? 'inProgress' : job.outcome;
}

/** `DCIB2022081903124382222110`: product and kind, two letters each, the start to the millisecond in UTC, five digits. */
export function jobIdOf(letters: string, startMs: number, tail: number): string {
  const stamp = new Date(startMs).toISOString().replaceAll(/\D/g, '');
  return `${letters}${stamp}${String(tail).padStart(5, '0')}`;
}

/** A finished backup of one minute that starts at the time given, with the changes a test asks for. */
export function plantJob(startMs: number, changes: Partial<StandInJob> = {}): StandInJob {
  return {
    jobId: jobIdOf('DCIB', startMs, 0),
    type: 'backup',
    module: 'Customer Engagement',
    startMs,
    finishMs: startMs + 60_000,
    outcome: 'finished',
    entities: { successful: 1, failed: 0, skipped: 0, warning: 0 },
    records: { successful: 10, failed: 0, skipped: 0, warning: 0 },
    backupSizeBytes: 180_832,
    ...changes,
  };
}
