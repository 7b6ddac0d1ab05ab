import { describe, expect, it } from 'vitest';

import { retryDelayMs } from './retry-delay.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('retryDelayMs', () => {
  it.each([
    [1, 5_000],
    [2, 5 * MINUTE_MS],
    [3, 30 * MINUTE_MS],
    [4, 2 * HOUR_MS],
    [5, 5 * HOUR_MS],
    [6, 10 * HOUR_MS],
    [9, 24 * HOUR_MS],
  ])('waits after %i attempts %i ms, and a fifth more at most', (attempts, delayMs) => {
    expect(retryDelayMs(attempts, { fraction: 0 })).toBe(delayMs);
    expect(retryDelayMs(attempts, { fraction: 1 })).toBe(delayMs * 1.2);
  });

  it('ends after the tenth attempt', () => {
    expect(retryDelayMs(10, { fraction: 0, retryAfterSeconds: 1 })).toBeUndefined();
  });

  it.each([
    [1, 120, 120_000],
    [2, 120, 5 * MINUTE_MS],
  ])(
    'waits after %i attempts no less than the %i s the receiver asks for',
    (attempts, retryAfterSeconds, delayMs) => {
      expect(retryDelayMs(attempts, { fraction: 0, retryAfterSeconds })).toBe(delayMs);
    },
  );
});
