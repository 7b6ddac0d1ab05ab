import type { JobStatus, JobType } from '../../jobs/job-vocabulary.js';
import { statusAt, type StandInJob } from './stand-in-job.js';
import type { RangeReading, StandInOrganization } from './tenants.js';

/** What either contract asks, understood. Times are milliseconds since the Unix epoch. */
export interface JobQuestion {
  readonly pageIndex: number;
  readonly pageSize: number;
  /** Undefined: all. */
  readonly type: JobType | undefined;
  /** Undefined: all. */
  readonly status: JobStatus | undefined;
  readonly fromMs: number;
  readonly toMs: number;
  /** Undefined: every organization of the tenant. */
  readonly organizationId: string | undefined;
}

export interface OwnedJob {
  readonly job: StandInJob;
  readonly organization: StandInOrganization;
}

/** A job in progress has no finish: only the readings that need none find it. */
function isInRange(
  job: StandInJob,
  question: JobQuestion,
  { reading, nowMs }: { reading: RangeReading; nowMs: number },
) {
  const { fromMs, toMs } = question;
  const finishMs = statusAt(job, nowMs) === 'inProgress' ? undefined : job.finishMs;
  switch (reading) {
    case 'start':
      return job.startMs >= fromMs && job.startMs <= toMs;
    case 'finish':
      return finishMs !== undefined && finishMs >= fromMs && finishMs <= toMs;
    case 'both':
      return job.startMs <= toMs && (finishMs ?? nowMs) >= fromMs;
    case 'bothInside':
      return finishMs !== undefined && job.startMs >= fromMs && finishMs <= toMs;
    default:
      return reading satisfies never;
  }
}

function byNewestFirst(left: OwnedJob, right: OwnedJob): number {
  return right.job.startMs - left.job.startMs || (left.job.jobId < right.job.jobId ? -1 : 1);
}

/** The jobs a question means, newest first; jobs that start together keep the order of their ids. */
export function selectJobs(
  jobs: readonly OwnedJob[],
  question: JobQuestion,
  view: { reading: RangeReading; nowMs: number },
): readonly OwnedJob[] {
  return jobs
    .filter(({ job }) => question.type === undefined || job.type === question.type)
    .filter(({ job }) => question.status === undefined || statusAt(job, view.nowMs) === question.status)
    .filter(({ job }) => isInRange(job, question, view))
    .toSorted(byNewestFirst);
}
