import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { parseInstant } from './parse-instant.js';

it.each([
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20T08:30', '2026-11-20T08:30:00.000Z'],
  ['2026-11-20t08:30:15z', '2026-11-20T08:30:15.000Z'],
  ['2026-11-20T08:30:15.1Z', '2026-11-20T08:30:15.100Z'],
  ['2026-11-20T08:30:15,123456789', '2026-11-20T08:30:15.123Z'],
  ['2026-11-20T08:30:15.9999Z', '2026-11-20T08:30:15.999Z'],
  ['2026-11-20T08:30+01:00', '2026-11-20T07:30:00.000Z'],
  ['2026-11-20T08:30:00-0530', '2026-11-20T14:00:00.000Z'],
  ['2026-01-01T00:00:00+14:00', '2025-12-31T10:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['0001-01-01', '0001-01-01T00:00:00.000Z'],
])('reads %s as %s', (text, expected) => {
  expect(new Date(Number(parseInstant(text))).toISOString()).toBe(expected);
});

it.each([
  ['', 'nothing'],
  ['2024', 'a year'],
  ['2026-11', 'a month'],
  ['2026-W47-5', 'a week date'],
  ['20261120', 'the basic form'],
  ['2026-02-30', '30 February'],
  ['2025-02-29', '29 February of a common year'],
  ['2026-13-01', 'a thirteenth month'],
  ['2026-00-10', 'a zeroth month'],
  ['2026-11-20T24:00', 'an hour too many'],
  ['2026-11-20T08:60', 'a minute too many'],
  ['2026-11-20T08:30:60Z', 'a leap second'],
  ['2026-11-20T08', 'an hour alone'],
  ['2026-11-20T08:30:15.1234567890Z', 'ten digits of a second'],
  ['2026-11-20T08:30 01:00', 'a plus that became a space'],
  ['2026-11-20T08:30+15:00', 'an offset beyond 14 hours'],
  ['2026-11-20T08:30+01:60', 'an offset with a minute too many'],
  ['2026-11-20T08:30+01', 'an offset without minutes'],
  ['2026-11-20Z', 'a date with an offset'],
  ['2026-11-20 08:30', 'a space for the T'],
  [' 2026-11-20', 'a space in front'],
  ['2026-11-20\n', 'a line end behind'],
  ['+002026-11-20', 'six digits of a year'],
  ['-2026-11-20', 'a year before Christ'],
  ['٢٠٢٦-11-20', 'digits of another script'],
  ['1795176000000', 'a number of milliseconds'],
])('refuses %j: %s', (text) => {
  expect(parseInstant(text)).toBeUndefined();
});

it('reads whatever Date writes of the years 0 to 9999', () => {
  const range = {
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  };
  fc.assert(
    fc.property(fc.date(range), (date) => {
      expect(parseInstant(date.toISOString())).toBe(date.getTime());
    }),
  );
});
