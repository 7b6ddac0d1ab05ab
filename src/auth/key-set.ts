import type { CryptoKey, JWK } from 'jose';
import { createPublicKey } from 'node:crypto';

import { tokenLibrary } from './token-library.js';
import type { UnprovenToken } from './unproven-token.js';

/** Far above what a key service has at a time. */
const MOST_KEYS = 100;
const LEAST_RSA_BITS = 2048;
const PUBLIC_MEMBERS = new Set(['kty', 'kid', 'alg', 'use', 'key_ops', 'n', 'e', 'crv', 'x', 'y']);

/** The keys that prove tokens. */
export interface KeySet {
  /** The one key a token can be signed with; undefined when it names none that is here, or does not say which. */
  keyFor(token: Pick<UnprovenToken, 'algorithm' | 'keyId'>): Promise<CryptoKey | undefined>;
}

/** Reads a key set, RFC 7517 section 5. Keys of other uses are passed over; undefined when none is left or it is no set. */
export function readKeySet(body: Buffer): KeySet | undefined {
  const keys = listedKeys(body)
    .map((key) => publicPart(key))
    .filter((key) => key !== undefined);
  if (keys.length === 0 || keys.length > MOST_KEYS) return undefined;
  const find = tokenLibrary().createLocalJWKSet({ keys });
  return {
    keyFor: ({ algorithm, keyId }) =>
      // Whatever is wrong with a key, no token is proven by it.
      find({ alg: algorithm, ...(keyId === undefined ? {} : { kid: keyId }) }).catch(() => undefined),
  };
}

function listedKeys(body: Buffer): readonly unknown[] {
  try {
    const set: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return isRecord(set) && Array.isArray(set['keys']) ? set['keys'] : [];
  } catch {
    return [];
  }
}

/** A key that is sound and strong enough. One whose private part is published proves nothing, nor does a shared one. */
function publicPart(key: unknown): JWK | undefined {
  if (!isRecord(key) || 'd' in key || 'k' in key) return undefined;
  const jwk = Object.fromEntries(Object.entries(key).filter(([name]) => PUBLIC_MEMBERS.has(name)));
  return isStrong(jwk) ? { ...jwk, kty: String(jwk['kty']) } : undefined;
}

function isStrong(jwk: Record<string, unknown>): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({ key: jwk, format: 'jwk' });
    if (asymmetricKeyType !== 'rsa') return true;
    const { modulusLength = 0, publicExponent = 0n } = asymmetricKeyDetails ?? {};
    return modulusLength >= LEAST_RSA_BITS && publicExponent > 2n;
  } catch {
    return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
