import type { Job } from '../jobs/job.js';
import type { TimeWindow } from '../jobs/time-window.js';
import type { Organization } from '../organizations/organization.js';
import { isWhole, type Answer, type Reply } from './reply.js';

/** A job that has ended, and whose two times are told. */
export interface KnownJob {
  readonly organization: Organization;
  readonly job: Job;
  readonly startMs: number;
  readonly finishMs: number;
}

/** What an organization answered. */
export interface OrganizationReply {
  readonly organization: Organization;
  readonly reply: Reply;
}

/** Shorter ones leave no room between a window around the start and one around the finish. */
const SHORTEST_MS = 10_000;
const MARGIN_MS = 60_000;

/** The jobs that windows can be laid around, the longest first. */
export function knownJobsOf(replies: readonly OrganizationReply[]): readonly KnownJob[] {
  const known = replies.flatMap(({ organization, reply }) =>
    reply.kind === 'answer' ? reply.jobs.flatMap((job) => asKnown(organization, job)) : [],
  );
  return known
    .filter(({ startMs, finishMs }) => finishMs - startMs >= SHORTEST_MS)
    .toSorted((left, right) => right.finishMs - right.startMs - (left.finishMs - left.startMs));
}

function asKnown(organization: Organization, job: Job): readonly KnownJob[] {
  const { startTime, finishTime, status } = job;
  if (startTime === null || finishTime === null || status === 'inProgress') return [];
  return [{ organization, job, startMs: Date.parse(startTime), finishMs: Date.parse(finishTime) }];
}

/** A window in which the job lies whole: it is returned for it, whatever the range is compared with. */
export function windowAroundJob({ startMs, finishMs }: KnownJob): TimeWindow {
  return { fromMs: startMs - MARGIN_MS, toMs: finishMs + MARGIN_MS };
}

/** A window that ends a second before the job starts, so that it is not returned unless the end counts for nothing. */
export function windowBeforeJob({ startMs }: KnownJob): TimeWindow {
  return { fromMs: startMs - MARGIN_MS, toMs: startMs - 1_000 };
}

/** Whether an answer brought the job; undefined when it may be on a later page. */
export function hasJob(answer: Answer, { job }: KnownJob): boolean | undefined {
  if (answer.jobs.some(({ id }) => id === job.id)) return true;
  return isWhole(answer) ? false : undefined;
}
