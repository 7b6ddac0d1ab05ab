import { describe, expect, it } from 'vitest';

import { entityTagOf, matchesEntityTag } from './entity-tag.js';

const answer = (changes: object = {}, source: object = {}) => ({
  data: [{ id: 'a', status: 'finished' }],
  sources: [
    { organizationId: '1', state: 'live', fetchedAt: '2026-11-20T12:00:00.000Z', totalItems: 1, ...source },
  ],
  partial: false,
  ...changes,
});

describe('entityTagOf', () => {
  it('is weak, and short enough for any header', () => {
    expect(entityTagOf(answer())).toMatch(/^W\/"[A-Za-z0-9_-]{27}"$/);
  });

  it.each([
    ['the time of fetching', { fetchedAt: '2026-11-20T12:01:00.000Z' }],
    ['the state', { state: 'cached' }],
    [
      'that a refresh failed',
      { state: 'stale', error: { type: '/problems/upstream-timeout', retryAfterSeconds: 3 } },
    ],
  ])('does not change with %s', (_what, source) => {
    expect(entityTagOf(answer({}, source))).toBe(entityTagOf(answer()));
  });

  it('does not change with the age of a backup', () => {
    expect(entityTagOf({ data: [{ backupAgeSeconds: 3 }] })).toBe(
      entityTagOf({ data: [{ backupAgeSeconds: 4 }] }),
    );
  });

  it.each([
    ['a job', answer({ data: [{ id: 'a', status: 'failed' }] })],
    ['the number of jobs', answer({}, { totalItems: 2 })],
    ['what is missing', answer({ partial: true }, { state: 'failed', totalItems: null })],
    ['records left out', answer({}, { error: { type: '/problems/upstream-invalid' } })],
    ['the order', answer({ data: [{ status: 'finished', id: 'b' }] })],
  ])('changes with %s', (_what, changed) => {
    expect(entityTagOf(changed)).not.toBe(entityTagOf(answer()));
  });
});

describe('matchesEntityTag', () => {
  const tag = 'W/"abc"';

  it.each(['W/"abc"', '"abc"', ' "x" , W/"abc"', '*', ' * ', '"x","abc","y"'])('is true of %s', (header) => {
    expect(matchesEntityTag(header, tag)).toBe(true);
  });

  it.each([undefined, '', 'abc', '"ab"', 'W/"ABC"', '"x", "y"', '"*"', 'w/"abc"', '**'])(
    'is false of %s',
    (header) => {
      expect(matchesEntityTag(header, tag)).toBe(false);
    },
  );
});
