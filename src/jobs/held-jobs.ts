import type { AppError } from '../errors/app-error.js';
import type { JobsQuestion } from './contract/jobs-contract.js';
import type { JobRows } from './table/job-rows.js';

/** What was asked of an organization, beside which one. */
export type AskedJobs = Pick<JobsQuestion, 'window' | 'type' | 'status'>;

/** What one organization answered to one question, as it is held. */
export type HeldJobs =
  | {
      readonly kind: 'jobs';
      readonly asked: AskedJobs;
      readonly contract: 'get' | 'post';
      /** Each job once, in no order. */
      readonly jobs: JobRows;
      /** What had to be left out, if anything. */
      readonly omission: AppError | undefined;
    }
  | {
      /** More than `MAX_JOBS_PER_ORGANIZATION`: not read. */
      readonly kind: 'tooMany';
      readonly contract: 'get' | 'post';
      readonly total: number;
    };
