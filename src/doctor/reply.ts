import { AppError } from '../errors/app-error.js';
import type { Job } from '../jobs/job.js';
import { UpstreamError, UnansweredError } from '../upstream/upstream-error.js';
import type { AnswerShape } from './answer-shape.js';

/** A page of jobs, as far as it could be read. */
export interface Answer {
  readonly kind: 'answer';
  readonly jobs: readonly Job[];
  /** Records of an organization that was not asked for. */
  readonly foreign: number;
  /** Records without a usable id. */
  readonly unusable: number;
  /** As announced; null when nothing was. */
  readonly total: number | null;
  readonly pageSize: number | null;
  readonly shape: AnswerShape;
}

export type FailureReason = 'unreachable' | 'timeout' | 'failing' | 'unusable';

/** What became of one question. */
export type Reply =
  | Answer
  | { readonly kind: 'refusal'; readonly status: number }
  | { readonly kind: 'failure'; readonly reason: FailureReason; readonly status: number | undefined }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number | undefined }
  | { readonly kind: 'notAsked'; readonly because: string };

/** A question that was neither answered nor refused. */
export type Unanswered = Exclude<Reply, { kind: 'answer' } | { kind: 'refusal' }>;

export function isUnanswered(reply: Reply): reply is Unanswered {
  return reply.kind !== 'answer' && reply.kind !== 'refusal';
}

/** How many records a page brought. */
export function recordsOf({ jobs, foreign, unusable }: Answer): number {
  return jobs.length + foreign + unusable;
}

/** Whether the page has every job there is to the question. */
export function isWhole(answer: Answer): boolean {
  return answer.total === null || answer.total <= recordsOf(answer);
}

/** What a failure of the clients says of the upstream. Throws it again when it is a bug of ours. */
export function replyOfFailure(error: unknown): Reply {
  if (!(error instanceof AppError)) throw error;
  if (error instanceof UpstreamError) return replyOfStatus(error);
  if (error instanceof UnansweredError) return failure(reasonOfUnanswered(error));
  switch (error.code) {
    case 'upstream-throttled':
      return { kind: 'throttled', retryAfterSeconds: error.retryAfterSeconds };
    case 'upstream-unauthorized':
      return { kind: 'refusal', status: 401 };
    case 'upstream-rejected':
      return { kind: 'refusal', status: 400 };
    case 'upstream-timeout':
      return failure('timeout');
    case 'upstream-invalid':
      return failure('unusable');
    default:
      return failure('failing');
  }
}

function replyOfStatus({ upstreamStatus: status, code, askedWaitSeconds }: UpstreamError): Reply {
  // A 503 that names a time asks for rest as well.
  if (code === 'upstream-throttled' || askedWaitSeconds !== undefined)
    return { kind: 'throttled', retryAfterSeconds: askedWaitSeconds };
  if (status < 300) return failure('unusable', status);
  return status >= 500 && status !== 501 ? failure('failing', status) : { kind: 'refusal', status };
}

function reasonOfUnanswered({ failure: how }: UnansweredError): FailureReason {
  if (how === 'interrupted' || how === 'oversized') return 'unusable';
  return how;
}

function failure(reason: FailureReason, status?: number): Reply {
  return { kind: 'failure', reason, status };
}
