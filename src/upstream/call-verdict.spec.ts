import { expect, it } from 'vitest';

import { AppError } from '../errors/app-error.js';
import { verdictOf } from './call-verdict.js';
import { failureOfStatus, UnansweredError, type Unanswered } from './upstream-error.js';

it.each([429, 500, 502, 503, 504, 599])('takes %i for a failure of the upstream', (status) => {
  expect(verdictOf(failureOfStatus(status, undefined))).toBe('failure');
});

it.each([204, 302, 400, 401, 403, 404, 410, 418, 501])('takes %i for a sign of life', (status) => {
  expect(verdictOf(failureOfStatus(status, undefined))).toBe('success');
});

it.each<[Unanswered, string]>([
  ['unreachable', 'failure'],
  ['interrupted', 'failure'],
  ['timeout', 'failure'],
  ['oversized', 'success'],
])('takes a call without a whole answer, %s, for a %s', (failure, verdict) => {
  expect(verdictOf(new UnansweredError(failure))).toBe(verdict);
});

it.each([
  ['the identity service that is down', new AppError('upstream-unavailable', 'The identity service failed.')],
  ['a call that was given up', new AppError('upstream-timeout', 'The caller left.')],
  ['a bug', new TypeError('bug')],
])('learns nothing from %s', (_what, error) => {
  expect(verdictOf(error)).toBe('nothing');
});
