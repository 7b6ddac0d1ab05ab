import { describe, expect, it } from 'vitest';

import { parseRetryAfter } from './retry-after.js';

const NOW_MS = Date.parse('2026-11-20T12:00:00.000Z');

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0],
    ['7', 7],
    [' 7 ', 7],
    ['1.2', 2],
    ['300', 300],
    ['301', 300],
    ['99999999999999999999999', 300],
    ['Fri, 20 Nov 2026 12:00:30 GMT', 30],
    ['Friday, 20-Nov-26 12:00:30 GMT', 30],
    ['Fri Nov 20 12:00:30 2026', 30],
    ['Fri, 20 Nov 2026 13:00:00 GMT', 300],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
  ])('reads %j as %i seconds', (header, seconds) => {
    expect(parseRetryAfter(header, NOW_MS)).toBe(seconds);
  });

  it.each([
    undefined,
    '',
    '-1',
    '1e3',
    '0x10',
    'soon',
    'NaN',
    'Infinity',
    '2026-11-20',
    'Fri, 99 Xyz',
    '1'.repeat(65),
  ])('says nothing for %j', (header) => {
    expect(parseRetryAfter(header, NOW_MS)).toBeUndefined();
  });

  it('rounds a part of a second up, so that nobody asks too early', () => {
    expect(parseRetryAfter('Fri, 20 Nov 2026 12:00:30 GMT', NOW_MS + 1)).toBe(30);
  });
});
