import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { decodeCursor, encodeCursor, type JobCursor } from './job-cursor.js';
import { SORT_NAMES } from './job-sort.js';

const minutes = fc.integer({ min: -1_000_000_000, max: 4_000_000_000 }).map((minute) => minute * 60_000);
const ids = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => text.isWellFormed());
const cursors: fc.Arbitrary<JobCursor> = fc.record({
  sort: fc.constantFrom(...SORT_NAMES),
  window: fc.record({ fromMs: minutes, toMs: minutes }),
  after: fc.record({
    value: fc.oneof(
      ids,
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      fc.constant(null),
    ),
    organizationId: ids,
    jobId: ids,
  }),
});
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

it('comes back as it was, through an address without being written otherwise', () => {
  fc.assert(
    fc.property(cursors, (cursor) => {
      const text = encodeCursor(cursor);
      expect(encodeURIComponent(text)).toBe(text);
      expect(decodeCursor(text)).toEqual(cursor);
    }),
  );
});

it('holds the longest id and name that are shown', () => {
  const longest = '\u{FFFD}'.repeat(200);
  const cursor = {
    sort: 'organizationName',
    window: { fromMs: 0, toMs: 60_000 },
    after: { value: longest, organizationId: 'o', jobId: longest },
  };
  expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
});

it('is undefined for any text that is none, and never throws', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.base64String(),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
  );
  const property = fc.property(anything, (text) => {
    expect(decodeCursor(text)).toBeUndefined();
  });
  fc.assert(property, { numRuns: 1000 });
});

it.each<[string, unknown]>([
  ['another version', [2, 'startTime', 0, 60_000, null, 'o', 'j']],
  ['another order', [1, 'id', 0, 60_000, null, 'o', 'j']],
  ['an order of another kind', [1, ['startTime'], 0, 60_000, null, 'o', 'j']],
  ['half a minute', [1, 'startTime', 30_000, 60_000, null, 'o', 'j']],
  ['a time that is text', [1, 'startTime', '0', 60_000, null, 'o', 'j']],
  ['a time beyond all dates', [1, 'startTime', 0, 8.64e15, null, 'o', 'j']],
  ['a value that is a list', [1, 'startTime', 0, 60_000, [], 'o', 'j']],
  ['a value that is true', [1, 'startTime', 0, 60_000, true, 'o', 'j']],
  ['no organization', [1, 'startTime', 0, 60_000, null, null, 'j']],
  ['a job that is a number', [1, 'startTime', 0, 60_000, null, 'o', 7]],
  ['a member too few', [1, 'startTime', 0, 60_000, null, 'o']],
  ['a member too many', [1, 'startTime', 0, 60_000, null, 'o', 'j', 0]],
  ['an object', { length: 7, 0: 1 }],
])('is undefined for %s', (_what, parts) => {
  expect(decodeCursor(encoded(parts))).toBeUndefined();
});

it('is undefined for text that is too long, or has characters beside it', () => {
  const good = encoded([1, 'startTime', 0, 60_000, null, 'o', 'j']);
  expect(decodeCursor(good)).toBeDefined();
  for (const text of [
    `${good}=`,
    ` ${good}`,
    `${good}\n`,
    encoded([1, 'startTime', 0, 60_000, null, 'o', 'j'.repeat(1600)]),
  ]) {
    expect(decodeCursor(text)).toBeUndefined();
  }
});
