import { describe, expect, it } from 'vitest';

import { tokenLife } from './token-life.js';

describe('tokenLife', () => {
  it.each([
    { expiresIn: 3600, renewAfter: 2880, unusableAfter: 3595 },
    { expiresIn: 86_400, renewAfter: 69_120, unusableAfter: 86_395 },
    { expiresIn: 1200, renewAfter: 900, unusableAfter: 1195 },
    { expiresIn: 600, renewAfter: 300, unusableAfter: 595 },
    { expiresIn: 599, renewAfter: 299.5, unusableAfter: 594 },
    { expiresIn: 60, renewAfter: 30, unusableAfter: 55 },
    { expiresIn: 50, renewAfter: 25, unusableAfter: 45 },
    { expiresIn: 5, renewAfter: 2.5, unusableAfter: 4.5 },
    { expiresIn: 1, renewAfter: 0.5, unusableAfter: 0.9 },
  ])('of $expiresIn s is renewed after $renewAfter s and used for $unusableAfter s', (row) => {
    const { renewAtMs, unusableAtMs } = tokenLife(1_000_000, row.expiresIn);
    expect(renewAtMs).toBeCloseTo(1_000_000 + 1000 * row.renewAfter, 6);
    expect(unusableAtMs).toBeCloseTo(1_000_000 + 1000 * row.unusableAfter, 6);
  });

  it.each([
    undefined,
    null,
    0,
    -1,
    5e-324,
    0.9,
    Number.NaN,
    Infinity,
    86_401,
    1e300,
    '3600',
    'soon',
    true,
    {},
    [3600],
  ])('is 300 s when expires_in is %j', (expiresIn) => {
    expect(tokenLife(0, expiresIn)).toEqual({ renewAtMs: 150_000, unusableAtMs: 295_000 });
  });
});
