import {
  createPrivateKey,
  createSign,
  createVerify,
  generateKeyPairSync,
  X509Certificate,
} from 'node:crypto';
import { inspect } from 'node:util';

import forge from 'node-forge';
import { describe, expect, it } from 'vitest';

import { makeCertificate, toPfx } from '../../test/tokens/certificates.js';
import { AES_PFX, PFX_PASSWORD, PFX_THUMBPRINT, RC2_PFX } from '../../test/tokens/openssl-pfx.js';
import { readCertificate } from './certificate.js';
import { Secret } from './secret.js';

const PASSWORD = 'pass word+&=%';
const ours = makeCertificate();
const other = makeCertificate();
const key = createPrivateKey(ours.keyPem);
const pkcs1 = key.export({ type: 'pkcs1', format: 'pem' }).toString();
const encrypted = key
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSWORD })
  .toString();
const encryptedPkcs1 = key
  .export({ type: 'pkcs1', format: 'pem', cipher: 'aes-128-cbc', passphrase: PASSWORD })
  .toString();
const ecKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
});
const weak = makeCertificate(1024);
const damaged = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

function pem(...parts: readonly (string | Buffer)[]): Buffer {
  return Buffer.from(parts.join('\n'));
}

function derCertificate(): Buffer {
  return new X509Certificate(ours.certificatePem).raw;
}

function keylessPfx(): Buffer {
  const certificate = forge.pki.certificateFromPem(ours.certificatePem);
  const pfx = forge.pkcs12.toPkcs12Asn1(null, certificate, PASSWORD);
  return Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'latin1');
}

function errorOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

describe('readCertificate', () => {
  it.each([
    ['a PEM with PKCS#8', pem(ours.keyPem, ours.certificatePem), undefined],
    ['a PEM with PKCS#1', pem(pkcs1, ours.certificatePem), undefined],
    ['a PEM with the certificate first', pem('subject: us', ours.certificatePem, ours.keyPem), undefined],
    [
      'a PEM with Windows line ends',
      pem(pem(ours.keyPem, ours.certificatePem).toString().replaceAll('\n', '\r\n')),
      undefined,
    ],
    ['a PEM with encrypted PKCS#8', pem(encrypted, ours.certificatePem), PASSWORD],
    ['a PEM with encrypted PKCS#1', pem(encryptedPkcs1, ours.certificatePem), PASSWORD],
    ['a PEM with a needless password', pem(ours.keyPem, ours.certificatePem), PASSWORD],
    [
      'a PEM with a chain in any order',
      pem(ours.keyPem, other.certificatePem, ours.certificatePem),
      undefined,
    ],
    ['an AES PFX', toPfx(ours, PASSWORD), PASSWORD],
    ['a 3DES PFX', toPfx(ours, PASSWORD, '3des'), PASSWORD],
    ['a PFX with an empty password', toPfx(ours, ''), undefined],
  ])('reads %s', (_, bytes, password) => {
    const read = readCertificate(bytes, password === undefined ? undefined : new Secret(password));
    expect(read.thumbprintSha1.toString('hex').toUpperCase()).toBe(ours.thumbprint);
    const signature = createSign('sha256').update('text').sign(read.privateKey);
    expect(createVerify('sha256').update('text').verify(ours.certificatePem, signature)).toBe(true);
  });

  it.each([
    ['AES', AES_PFX],
    ['RC2 and 3DES', RC2_PFX],
  ])('reads a PFX with %s that OpenSSL wrote', (_, bytes) => {
    const read = readCertificate(bytes, new Secret(PFX_PASSWORD));
    expect(read.thumbprintSha1.toString('hex').toUpperCase()).toBe(PFX_THUMBPRINT);
  });

  it.each([
    ['a PEM without a key', pem(ours.certificatePem), undefined, 'it holds no private key'],
    ['a PFX without a key', keylessPfx(), PASSWORD, 'it holds no private key'],
    ['a PEM without a certificate', pem(ours.keyPem), undefined, 'it holds no certificate'],
    ['two that do not match', pem(ours.keyPem, other.certificatePem), undefined, 'do not belong together'],
    ['an elliptic key', pem(ecKey, ours.certificatePem), undefined, 'its private key is not an RSA key'],
    ['a short key', pem(weak.keyPem, weak.certificatePem), undefined, 'shorter than 2048 bits'],
    ['a short key in a PFX', toPfx(weak, PASSWORD), PASSWORD, 'shorter than 2048 bits'],
    [
      'an encrypted PEM without a password',
      pem(encrypted, ours.certificatePem),
      undefined,
      'needs a password',
    ],
    [
      'an encrypted PEM with another password',
      pem(encrypted, ours.certificatePem),
      'canary',
      'password is wrong',
    ],
    [
      'an old encrypted PEM with another password',
      pem(encryptedPkcs1, ours.certificatePem),
      'canary',
      'password is wrong',
    ],
    ['a PFX without its password', toPfx(ours, PASSWORD), undefined, 'it needs a password'],
    ['a PFX with another password', toPfx(ours, PASSWORD), 'canary', 'its password is wrong'],
    ['an old PFX with another password', RC2_PFX, 'canary', 'its password is wrong'],
    ['a DER certificate', derCertificate(), undefined, 'it is neither PEM nor PFX'],
    ['an empty file', Buffer.alloc(0), undefined, 'it is neither PEM nor PFX'],
    ['rubbish', Buffer.from('canary rubbish'), 'canary', 'it is neither PEM nor PFX'],
    ['half a PFX', AES_PFX.subarray(0, 500), PFX_PASSWORD, 'it is neither PEM nor PFX'],
    [
      'a damaged key',
      pem('-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----'),
      undefined,
      'its private key is damaged',
    ],
    ['a damaged certificate', pem(ours.keyPem, damaged), undefined, 'its certificate is damaged'],
  ])('refuses %s and says why, without the password', (_, bytes, password, message) => {
    const read = (): unknown =>
      readCertificate(bytes, password === undefined ? undefined : new Secret(password));
    expect(read).toThrow(message);
    expect(inspect(errorOf(read), { depth: Infinity })).not.toContain('canary');
  });
});
