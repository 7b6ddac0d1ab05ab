import { AppError } from '../errors/app-error.js';
import { failureOfStatus } from '../upstream/upstream-error.js';
import type { Members } from './read-members.js';
import { readNumber } from './read-number.js';

/** Throws the class of a failure that came with status 200 around it. The vendor's own words are never passed on. */
export function refuseInnerFailure(answer: Members): void {
  const status = innerStatusOf(answer);
  // It is treated like the HTTP status it should have been: a 403 drops what is held, a 404 has `auto` try the other contract.
  if (status !== undefined) throw failureOfStatus(status, undefined) ?? rejected();
}

/** Throws `upstream-rejected` when the answer brings errors in place of data. */
export function refuseListedErrors(answer: Members): void {
  const data = answer.get('data') ?? null;
  if (data === null && isTelling(answer.get('errors'))) throw rejected();
}

function innerStatusOf(answer: Members): number | undefined {
  const status = readNumber(answer.get('statuscode'));
  return status !== undefined && status >= 400 ? status : undefined;
}

function rejected(): AppError {
  return new AppError('upstream-rejected', 'The upstream refused the question.');
}

function isTelling(errors: unknown): boolean {
  if (Array.isArray(errors) || typeof errors === 'string') return errors.length > 0;
  return typeof errors === 'object' && errors !== null && Object.keys(errors).length > 0;
}
