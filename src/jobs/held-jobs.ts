import type { AppError } from '../errors/app-error.js';
import type { Job } from './job.js';

/** What one organization answered to one question, as it is held. */
export type HeldJobs =
  | {
      readonly kind: 'jobs';
      readonly contract: 'get' | 'post';
      /** Each job once, in no order. */
      readonly jobs: readonly Job[];
      /** What had to be left out, if anything. */
      readonly omission: AppError | undefined;
    }
  | {
      /** More than `MAX_JOBS_PER_ORGANIZATION`: not read. */
      readonly kind: 'tooMany';
      readonly contract: 'get' | 'post';
      readonly total: number;
    };
