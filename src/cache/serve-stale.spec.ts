import { describe, expect, it } from 'vitest';

import { AppError } from '../errors/app-error.js';
import { PROBLEM_TYPES, type ProblemCode } from '../errors/problem-types.js';
import { failureOfStatus, UnansweredError, type Unanswered } from '../upstream/upstream-error.js';
import { mayServeStale } from './serve-stale.js';

/** Failures that pass: what was read before them is still the best there is. */
const PASSING: readonly ProblemCode[] = [
  'upstream-rejected',
  'upstream-unauthorized',
  'upstream-invalid',
  'upstream-unavailable',
  'upstream-throttled',
  'overloaded',
  'circuit-open',
  'upstream-timeout',
  'not-cached',
];
const LASTING = (Object.keys(PROBLEM_TYPES) as ProblemCode[]).filter((code) => !PASSING.includes(code));
const UNANSWERED: readonly Unanswered[] = ['timeout', 'unreachable', 'interrupted', 'oversized'];

describe('an older copy', () => {
  it.each([204, 410, 418, 429, 500, 502, 503, 504, 599])(
    'may be shown when the upstream answers %i',
    (status) => {
      expect(mayServeStale(failureOfStatus(status, 10))).toBe(true);
    },
  );

  it.each([301, 302, 304, 308, 400, 401, 403, 404, 405, 409, 411, 417, 419, 422, 499])(
    'may not when the upstream answers %i',
    (status) => {
      expect(mayServeStale(failureOfStatus(status, undefined))).toBe(false);
    },
  );

  it.each(UNANSWERED)('may be shown when no whole answer came: %s', (failure) => {
    expect(mayServeStale(new UnansweredError(failure))).toBe(true);
  });

  it.each(PASSING)('may be shown on %s that no status of the upstream stands behind', (code) => {
    expect(mayServeStale(new AppError(code, 'It failed.'))).toBe(true);
  });

  it.each(LASTING)('may not hide %s', (code) => {
    expect(mayServeStale(new AppError(code, 'It failed.'))).toBe(false);
  });

  it.each([new TypeError('a bug'), undefined, 'text', { status: 503, code: 'upstream-unavailable' }])(
    'may not hide what is none of our errors: %s',
    (error) => {
      expect(mayServeStale(error)).toBe(false);
    },
  );
});
