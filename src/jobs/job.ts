import type { OrganizationId } from '../organizations/organization.js';
import type { JobStatus, JobType } from './job-vocabulary.js';

export interface ItemCounts {
  readonly successful: number;
  readonly failed: number;
  readonly skipped: number;
  readonly warning: number;
  readonly total: number;
}

/** One backup job as callers see it. Times are ISO 8601 in UTC with milliseconds; null when absent. */
export interface Job {
  readonly id: string;
  readonly type: JobType | 'unknown';
  /** What came, when the type is unknown. */
  readonly upstreamType?: unknown;
  readonly status: JobStatus | 'unknown';
  /** What came, when the status is unknown. */
  readonly upstreamStatus?: unknown;
  readonly module: string | null;
  readonly startTime: string | null;
  readonly finishTime: string | null;
  /** To the millisecond; null while in progress. */
  readonly durationSeconds: number | null;
  readonly entities: ItemCounts;
  readonly records: ItemCounts;
  readonly backupSizeBytes: number;
  readonly organization: { readonly id: OrganizationId; readonly name: string | null };
}
