import { AppError } from '../errors/app-error.js';

/** How a call to the vendor can fail, `error` being a bug of ours. */
export const FAILURE_OUTCOMES = [
  'unauthorized',
  'rejected',
  'invalid',
  'unavailable',
  'throttled',
  'timeout',
  'cancelled',
  'error',
] as const;

export type FailureOutcome = (typeof FAILURE_OUTCOMES)[number];

/** The label of a failed call: the class of its problem. One that its caller gave up says nothing about the vendor. */
export function failureOutcome(error: unknown, signal: AbortSignal): FailureOutcome {
  if (signal.aborted) return 'cancelled';
  const problem = error instanceof AppError ? error.code.replace('upstream-', '') : '';
  return FAILURE_OUTCOMES.find((outcome) => outcome === problem) ?? 'error';
}
