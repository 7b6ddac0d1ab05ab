import type { Job } from '../jobs/job.js';

/** A job that came up, or became another one than it was. */
export interface JobChange {
  readonly kind: 'created' | 'changed';
  readonly job: Job;
  /** Null for a job that came up. */
  readonly previousStatus: Job['status'] | null;
}
