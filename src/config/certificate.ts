import { createHash, type KeyObject } from 'node:crypto';

import { readPem } from './pem-file.js';
import { readPfx } from './pfx-file.js';
import type { Secret } from './secret.js';

/** What a client assertion is made of (RFC 7523): the RSA key that signs, and which certificate it belongs to. */
export interface Certificate {
  readonly privateKey: KeyObject;
  /** SHA-1 of the DER certificate, 20 bytes. RFC 7515 section 4.1.7. */
  readonly thumbprintSha1: Buffer;
}

const SMALLEST_KEY_BITS = 2048;

/** Reads a PEM (certificate and key in one file) or a PFX. Throws an `Error` that says what is wrong with it, never the password. */
export function readCertificate(bytes: Buffer, password?: Secret): Certificate {
  const text = bytes.toString('latin1');
  const { privateKey, certificates } = text.includes('-----BEGIN ')
    ? readPem(text, password)
    : readPfx(bytes, password);
  if (privateKey === undefined) throw new Error('it holds no private key');
  if (certificates.length === 0) throw new Error('it holds no certificate');
  assertStrongRsa(privateKey);
  const own = certificates.find((certificate) => certificate.checkPrivateKey(privateKey));
  if (own === undefined) throw new Error('its certificate and its private key do not belong together');
  return { privateKey, thumbprintSha1: createHash('sha1').update(own.raw).digest() };
}

function assertStrongRsa(privateKey: KeyObject): void {
  if (privateKey.asymmetricKeyType !== 'rsa') throw new Error('its private key is not an RSA key');
  if ((privateKey.asymmetricKeyDetails?.modulusLength ?? 0) < SMALLEST_KEY_BITS) {
    throw new Error(`its private key is shorter than ${SMALLEST_KEY_BITS} bits`);
  }
}
