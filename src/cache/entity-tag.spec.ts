import { describe, expect, it } from 'vitest';

import { matchesEntityTag, writeTagged } from './entity-tag.js';

const entityTagOf = (body: object): string => writeTagged(body).entityTag;

const answer = (changes: object = {}, source: object = {}) => ({
  data: [{ id: 'a', status: 'finished' }],
  sources: [
    { organizationId: '1', state: 'live', fetchedAt: '2026-11-20T12:00:00.000Z', totalItems: 1, ...source },
  ],
  partial: false,
  ...changes,
});

describe('the tag of an answer', () => {
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
    ['a text that looks like the state', answer({ data: [{ id: 'a', module: '"state":"live"' }] })],
    ['the name of a member', { datum: answer().data, sources: answer().sources, partial: false }],
    ['the order', answer({ data: [{ status: 'finished', id: 'b' }] })],
  ])('changes with %s', (_what, changed) => {
    expect(entityTagOf(changed)).not.toBe(entityTagOf(answer()));
  });
});

describe('the text of an answer', () => {
  it.each([
    ['a list', answer()],
    ['nothing', {}],
    ['members without a value', { data: undefined, page: null, partial: false }],
    ['a name like no other', JSON.parse('{"__proto__":1,"\\"state\\":":"live"}') as object],
    ['what cannot stand in a text as it is', { data: ['"\n\u2028', '\ud800'], NaN }],
  ])('is what the serializer writes of %s', (_, body) => {
    expect(writeTagged(body).text).toBe(JSON.stringify(body));
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
