import { describe, expect, it } from 'vitest';

import { forgedToken } from '../../test/auth/token-world.js';
import { readUnprovenToken } from './unproven-token.js';

const HEADER = { alg: 'ES256', kid: 'k' };
const read = (header: object, claims: object = { sub: 'app' }) =>
  readUnprovenToken(forgedToken(header, claims));

describe('readUnprovenToken', () => {
  it('reads what a token says of its key and its client, and nothing that it brings along', () => {
    const text = forgedToken(
      { ...HEADER, jwk: { kty: 'EC' }, jku: 'https://x.example', x5c: ['MIIB'] },
      { sub: 'app' },
    );
    expect(readUnprovenToken(text)).toEqual({ text, algorithm: 'ES256', keyId: 'k', clientId: 'app' });
    expect(read({ alg: 'EdDSA' })).toMatchObject({ algorithm: 'EdDSA', keyId: undefined });
  });

  it.each([
    'none',
    'None',
    '',
    'HS256',
    'HS384',
    'HS512',
    'ES512',
    'ES256K',
    'RSA1_5',
    'RSA-OAEP',
    'dir',
    'rs256',
    1,
    null,
    ['RS256'],
    undefined,
  ])('reads none that is signed by %j', (alg) => {
    expect(read({ ...HEADER, alg })).toBeUndefined();
  });

  it.each([
    { crit: ['exp'] },
    { crit: ['b64'], b64: true },
    { crit: null },
    { kid: 1 },
    { kid: ['k'] },
    { kid: null },
  ])('reads none with %j in its header', (header) => {
    expect(read({ ...HEADER, ...header })).toBeUndefined();
  });

  it.each([
    [{ client_id: 'a', azp: 'b', sub: 'c' }, 'a'],
    [{ azp: 'b', sub: 'c' }, 'b'],
    [{ client_id: null, sub: 'c' }, 'c'],
    [{ client_id: 1, sub: 'c' }, undefined],
    [{ client_id: ['c'], azp: 'c' }, undefined],
    [{ clientId: 'c' }, undefined],
  ])('takes of %j the client %s', (claims, clientId) => {
    expect(read(HEADER, claims)?.clientId).toBe(clientId);
  });

  it.each(['', '.', '..', 'a.b', 'a.b.c', 'e30.e30.', 'e30.W10.', 'a.b.c.d.e', '[].{}.', 'bnVsbA.bnVsbA.'])(
    'reads none in %j',
    (text) => {
      expect(readUnprovenToken(text)).toBeUndefined();
    },
  );
});
