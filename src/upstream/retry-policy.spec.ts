import { describe, expect, it } from 'vitest';

import { AppError } from '../errors/app-error.js';
import { retryDelayMs, type FailedAttempt } from './retry-policy.js';
import { failureOfStatus, UnansweredError } from './upstream-error.js';

function delayAfter(
  error: unknown,
  changes: Partial<FailedAttempt> = {},
  fraction = 0.5,
): number | undefined {
  return retryDelayMs({ error, number: 1, lastedMs: 0, leftMs: 25_000, ...changes }, fraction);
}

describe('retryDelayMs', () => {
  it.each([
    ['a connection that failed', new UnansweredError('unreachable')],
    ['502', failureOfStatus(502, undefined)],
    ['503', failureOfStatus(503, undefined)],
    ['504', failureOfStatus(504, undefined)],
  ])('waits a part of the backoff after %s', (_what, error) => {
    expect(delayAfter(error)).toBe(100);
  });

  it.each([
    ['an answer cut short', new UnansweredError('interrupted')],
    ['an attempt that took too long', new UnansweredError('timeout')],
    ['an answer that is too large', new UnansweredError('oversized')],
    ['a 429 that names no time', failureOfStatus(429, undefined)],
    ...[302, 400, 401, 403, 404, 410, 418, 500, 501, 505].map((status): [string, unknown] => [
      `${status}`,
      failureOfStatus(status, 0),
    ]),
    [
      'a failure of the identity service',
      new AppError('upstream-unavailable', 'The identity service failed.'),
    ],
    ['a bug', new TypeError('bug')],
  ])('allows no further attempt after %s', (_what, error) => {
    expect(delayAfter(error)).toBeUndefined();
  });

  it.each([
    [1, 200],
    [2, 400],
    [3, 800],
    [4, 1600],
    [5, 2000],
    [10, 2000],
  ])('after attempt %i lets chance choose up to %i ms, all of it', (number, longestMs) => {
    const error = new UnansweredError('unreachable');
    expect([0, 0.25, 1].map((fraction) => delayAfter(error, { number }, fraction))).toEqual([
      0,
      longestMs / 4,
      longestMs,
    ]);
  });

  it.each([429, 503])('waits for as long as a %i asks first', (status) => {
    expect(delayAfter(failureOfStatus(status, 7))).toBe(7_100);
    expect(delayAfter(failureOfStatus(status, 7), { leftMs: 7_100 })).toBe(7_100);
    expect(delayAfter(failureOfStatus(status, 7), { leftMs: 7_099 })).toBeUndefined();
  });

  it('allows no attempt that would not end before the deadline if it took as long as the last', () => {
    const error = new UnansweredError('unreachable');
    expect(delayAfter(error, { lastedMs: 3_000, leftMs: 3_100 })).toBe(100);
    expect(delayAfter(error, { lastedMs: 3_000, leftMs: 3_099 })).toBeUndefined();
  });
});
