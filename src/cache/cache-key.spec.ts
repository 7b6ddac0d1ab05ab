import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { CARE, SALES } from '../../test/cache/cache-setup.js';
import { cacheKey } from './cache-key.js';

const question = {
  route: '/v1/jobs',
  organizations: [SALES],
  parameters: { sort: 'startTime', pageSize: 25 },
};

describe('cacheKey', () => {
  it('is one for the same question, whoever asks', () => {
    expect(cacheKey({ ...question, parameters: { ...question.parameters } })).toBe(cacheKey(question));
  });

  it.each([
    ['the route', { route: '/v1/organizations' }],
    ['the organizations', { organizations: [SALES, CARE] }],
    ['which organization', { organizations: [CARE] }],
    ['no organization', { organizations: [] }],
    ['the connection', { organizations: [{ ...SALES, connection: { ...SALES.connection, name: 'other' } }] }],
    ['a parameter', { parameters: { sort: 'startTime', pageSize: 26 } }],
  ])('differs by %s', (_what, change) => {
    expect(cacheKey({ ...question, ...change })).not.toBe(cacheKey(question));
  });

  it('tells any two routes and parameters apart, whatever characters are in them', () => {
    const part = fc.string({ unit: fc.constantFrom('a', '"', ',', '[', ']', '|', '\\'), maxLength: 4 });
    const asked = fc.record({ route: part, parameters: fc.record({ sort: part, page: part }) });
    fc.assert(
      fc.property(asked, asked, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(cacheKey({ ...question, ...one }) === cacheKey({ ...question, ...other })).toBe(isSame);
      }),
    );
  });
});
