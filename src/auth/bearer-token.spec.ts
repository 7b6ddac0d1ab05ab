import { describe, expect, it } from 'vitest';

import { bearerTokenOf } from './bearer-token.js';

describe('bearerTokenOf', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['BEARER  abc', 'abc'],
    ['Bearer a.b-c_d~e+f/g==', 'a.b-c_d~e+f/g=='],
  ])('reads %j as %j', (authorization, token) => {
    expect(bearerTokenOf({ authorization })).toBe(token);
  });

  it.each(['Bearer', 'Bearer ', 'Bearer a b', 'Bearer a,b', 'Bearer "a"', 'Bearer =', 'Bearer ä'])(
    'takes %j for a bearer token that is malformed',
    (authorization) => {
      expect(bearerTokenOf({ authorization })).toBe('');
    },
  );

  it.each([undefined, '', 'Basic YTpi', 'Bearerabc', ' Bearer abc', 'abc'])(
    'finds none in %j',
    (authorization) => {
      expect(bearerTokenOf({ authorization })).toBeUndefined();
    },
  );

  it('believes neither of two fields', () => {
    expect(bearerTokenOf({ authorization: ['Bearer abc', 'Bearer abc'] })).toBe('');
  });
});
