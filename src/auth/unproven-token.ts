import type { JWTPayload } from 'jose';

import { tokenLibrary } from './token-library.js';

/** Algorithms whose public key cannot sign: nothing symmetric, and never `none`. RFC 8725 section 3.1. */
export const SIGNATURE_ALGORITHMS: readonly string[] = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'EdDSA',
];

/** What a bearer token says of itself. Nothing of it is true until its signature and its claims are checked. */
export interface UnprovenToken {
  readonly text: string;
  readonly algorithm: string;
  readonly keyId: string | undefined;
  readonly clientId: string;
}

/** Reads a JWT (RFC 7519) without checking it; undefined for one that is not worth checking. */
export function readUnprovenToken(text: string): UnprovenToken | undefined {
  const { decodeJwt, decodeProtectedHeader } = tokenLibrary();
  try {
    // Keys and addresses of keys in a header (`jwk`, `jku`, `x5u`) are its bearer's own words: they are not read.
    const { alg, kid, crit } = decodeProtectedHeader(text);
    const clientId = clientIdOf(decodeJwt(text));
    if (alg === undefined || !SIGNATURE_ALGORITHMS.includes(alg)) return undefined;
    if (crit !== undefined || clientId === undefined || !isOptionalText(kid)) return undefined;
    return { text, algorithm: alg, keyId: kid, clientId };
  } catch {
    return undefined;
  }
}

/** The first of the three claims that is there decides, RFC 9068 section 2.2 first; one that is no text names nobody. */
function clientIdOf(claims: JWTPayload): string | undefined {
  const id = claims['client_id'] ?? claims['azp'] ?? claims.sub;
  return typeof id === 'string' ? id : undefined;
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}
