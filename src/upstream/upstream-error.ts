import { AppError, type AppErrorDetails } from '../errors/app-error.js';
import type { ProblemCode } from '../errors/problem-types.js';
import type { OutgoingFailure } from '../outgoing/outgoing.client.js';

interface UpstreamErrorDetails extends AppErrorDetails {
  /** What a `Retry-After` of a 429 or 503 said. */
  readonly askedWaitSeconds?: number;
}

/** A failure that the upstream answered with a status of its own. */
export class UpstreamError extends AppError {
  /** For how long the upstream asked to be left alone; undefined when it asked for nothing. */
  readonly askedWaitSeconds: number | undefined;

  constructor(
    readonly upstreamStatus: number,
    code: ProblemCode,
    message: string,
    details: UpstreamErrorDetails = {},
  ) {
    super(code, message, details);
    this.askedWaitSeconds = details.askedWaitSeconds;
  }
}

/** Why a call brought no whole answer. A call that its caller gave up says nothing about the upstream and is none of these. */
export type Unanswered = Exclude<OutgoingFailure, 'cancelled'>;

/** A call that brought no whole answer. */
export class UnansweredError extends AppError {
  constructor(readonly failure: Unanswered) {
    super(...UNANSWERED[failure]);
  }
}

const UNANSWERED: Readonly<Record<Unanswered, readonly [ProblemCode, string]>> = {
  timeout: ['upstream-timeout', 'The upstream did not answer in time.'],
  unreachable: ['upstream-unavailable', 'The upstream could not be reached.'],
  interrupted: ['upstream-invalid', 'The answer of the upstream was cut short.'],
  oversized: ['upstream-invalid', 'The answer of the upstream is larger than is read here.'],
};

/** What an HTTP status of the upstream means for us; undefined when it is a success. Its body is never looked at. */
export function failureOfStatus(
  status: number,
  retryAfterSeconds: number | undefined,
): UpstreamError | undefined {
  if (status === 200) return undefined;
  if (status === 401 || status === 403) {
    return new UpstreamError(
      status,
      'upstream-unauthorized',
      'The upstream does not let this connection read.',
    );
  }
  const retryAfter = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  const askedWait = retryAfterSeconds === undefined ? {} : { askedWaitSeconds: retryAfterSeconds };
  if (status === 429) {
    const details = { retryAfterSeconds: DEFAULT_RETRY_AFTER_SECONDS, ...retryAfter, ...askedWait };
    return new UpstreamError(
      status,
      'upstream-throttled',
      'The upstream asks this connection to slow down.',
      details,
    );
  }
  if (status >= 500 && status < 600) {
    const details = status === 503 ? { ...retryAfter, ...askedWait } : retryAfter;
    return new UpstreamError(status, 'upstream-unavailable', 'The upstream failed to answer.', details);
  }
  if (status < 300) {
    return new UpstreamError(
      status,
      'upstream-invalid',
      'The upstream answered with a status that brings no jobs.',
    );
  }
  return new UpstreamError(status, 'upstream-rejected', 'The upstream refused the question.');
}

/** When the upstream throttles and names no time. */
const DEFAULT_RETRY_AFTER_SECONDS = 10;
