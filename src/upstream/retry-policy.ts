import { UnansweredError, UpstreamError } from './upstream-error.js';

const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 2_000;
const TRANSIENT_STATUSES = new Set([502, 503, 504]);

/** One attempt that failed. */
export interface FailedAttempt {
  readonly error: unknown;
  /** From 1. */
  readonly number: number;
  readonly lastedMs: number;
  /** Until the deadline of the call. */
  readonly leftMs: number;
}

/** How long to wait before the next attempt, `fraction` of the longest backoff; undefined when there must be none. */
export function retryDelayMs(
  { error, number, lastedMs, leftMs }: FailedAttempt,
  fraction: number,
): number | undefined {
  if (!mayPass(error)) return undefined;
  const backoffMs = fraction * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (number - 1));
  const askedMs = error instanceof UpstreamError ? 1000 * (error.askedWaitSeconds ?? 0) : 0;
  const delayMs = askedMs + backoffMs;
  // The next attempt is expected to take as long as this one did.
  return delayMs + lastedMs <= leftMs ? delayMs : undefined;
}

/** Whether another attempt may fare better. Where a part of a body came, or time ran out, the upstream has done its work once. */
function mayPass(error: unknown): boolean {
  if (error instanceof UnansweredError) return error.failure === 'unreachable';
  if (!(error instanceof UpstreamError)) return false;
  if (error.upstreamStatus === 429) return error.askedWaitSeconds !== undefined;
  return TRANSIENT_STATUSES.has(error.upstreamStatus);
}
