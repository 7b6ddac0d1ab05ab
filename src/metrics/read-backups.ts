import type { AnsweredSource } from '../aggregation/source.js';
import { JOB_STATUS_NAMES, JOB_TYPE_NAMES } from '../jobs/job-vocabulary.js';
import type { Job } from '../jobs/job.js';
import { endMsOf, healthOf } from '../jobs/organization-health.js';
import type { JobRows } from '../jobs/table/job-rows.js';
import { selectRows } from '../jobs/table/select-rows.js';

/** The last backup that finished well. */
export interface LastSuccess {
  /** Epoch milliseconds. */
  readonly endedAtMs: number;
  readonly sizeBytes: number;
  readonly durationSeconds: number | null;
}

export interface JobCount {
  readonly type: Job['type'];
  readonly status: Job['status'];
  readonly count: number;
}

/** What the jobs of one organization told about its backups when they were read. */
export interface BackupReading {
  /** The configured name, without one the vendor's. */
  readonly organizationName: string | null;
  /** Epoch milliseconds, when the upstream was asked. */
  readonly fetchedAtMs: number;
  /** Whether the last backup that ended did not finish well. */
  readonly isFailing: boolean;
  readonly lastSuccess: LastSuccess | undefined;
  /** Of the last day, every known type with every known status, zeros too; what is unknown only where there is any. */
  readonly jobs: readonly JobCount[];
}

const DAY_MS = 24 * 60 * 60 * 1000;
const UNKNOWN = 'unknown' as const;

/** Reads the backups of one organization out of its jobs of the last seven days. */
export function readBackups(source: AnsweredSource<JobRows>, nowMs: number): BackupReading {
  return {
    organizationName: source.organizationName,
    fetchedAtMs: source.fetchedAtMs,
    isFailing: healthOf(source, nowMs).health === 'failing',
    lastSuccess: lastSuccessOf(source.value),
    jobs: countJobs(source.value, nowMs - DAY_MS),
  };
}

function lastSuccessOf(jobs: JobRows): LastSuccess | undefined {
  const { table } = jobs;
  let last: LastSuccess | undefined;
  selectRows(jobs, { types: ['backup'], statuses: ['finished'] }).visit((row) => {
    const endedAtMs = endMsOf(table, row);
    if (!(endedAtMs > (last?.endedAtMs ?? -Infinity))) return;
    const { backupSizeBytes: sizeBytes, durationSeconds } = table.jobAt(row);
    last = { endedAtMs, sizeBytes, durationSeconds };
  });
  return last;
}

/** Those that ran since then: a backup that began two days ago and failed an hour ago is news. */
function countJobs(jobs: JobRows, sinceMs: number): JobCount[] {
  const { table } = jobs;
  const counts = new Map<string, number>();
  jobs.visit((row) => {
    const status = table.statusAt(row);
    if (status !== 'inProgress' && !(endMsOf(table, row) >= sinceMs)) return;
    const key = keyOf({ type: table.typeAt(row), status });
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return [...JOB_TYPE_NAMES, UNKNOWN].flatMap((type) =>
    [...JOB_STATUS_NAMES, UNKNOWN]
      .map((status) => ({ type, status, count: counts.get(keyOf({ type, status })) ?? 0 }))
      .filter(({ status, count }) => count > 0 || (type !== UNKNOWN && status !== UNKNOWN)),
  );
}

const keyOf = ({ type, status }: Pick<Job, 'type' | 'status'>): string => `${type} ${status}`;
