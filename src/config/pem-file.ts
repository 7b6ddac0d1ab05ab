import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';

import type { Secret } from './secret.js';

/** What a certificate file holds, in the order in which it stands there. */
export interface KeyAndCertificates {
  readonly privateKey: KeyObject | undefined;
  readonly certificates: readonly X509Certificate[];
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;

/** The first private key (PKCS#8, encrypted or not, or PKCS#1) and all certificates of a PEM text. RFC 7468. */
export function readPem(text: string, password: Secret | undefined): KeyAndCertificates {
  const blocks = [...text.matchAll(BLOCK)].map(([block, label = '']) => ({ block, label }));
  const key = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
  return {
    privateKey: key && readKey(key.block, password),
    certificates: blocks.filter(({ label }) => label === 'CERTIFICATE').map(({ block }) => readBlock(block)),
  };
}

function readKey(block: string, password: Secret | undefined): KeyObject {
  // PKCS#8 says so in its label, the older PKCS#1 in a header line.
  const isEncrypted = block.includes('ENCRYPTED');
  if (isEncrypted && password === undefined) throw new Error('its private key needs a password');
  try {
    return createPrivateKey(isEncrypted && password ? { key: block, passphrase: password.reveal() } : block);
  } catch {
    throw new Error(
      isEncrypted ? 'its password is wrong, or its private key is damaged' : 'its private key is damaged',
    );
  }
}

function readBlock(block: string): X509Certificate {
  try {
    return new X509Certificate(block);
  } catch {
    throw new Error('its certificate is damaged');
  }
}
