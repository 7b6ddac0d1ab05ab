import { UnansweredError, UpstreamError } from './upstream-error.js';

/** What a call says about the health of the upstream; `nothing` when the call was given up, or there was no token for it. */
export type CallVerdict = 'success' | 'failure' | 'nothing';

/** A refusal is a success: whoever refuses a question is well. */
export function verdictOf(error: unknown): CallVerdict {
  // An answer over our limit is too large, not ill; all its organizations must not wait for the one that has it.
  if (error instanceof UnansweredError) return error.failure === 'oversized' ? 'success' : 'failure';
  if (!(error instanceof UpstreamError)) return 'nothing';
  const { upstreamStatus } = error;
  // 501 is how some tenants say that they have the other contract.
  return upstreamStatus === 429 || (upstreamStatus >= 500 && upstreamStatus !== 501) ? 'failure' : 'success';
}
