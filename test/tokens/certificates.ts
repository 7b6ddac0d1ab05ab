import { generateKeyPairSync } from 'node:crypto';

import forge from 'node-forge';

/** A key and a self-signed certificate of a test, as PEM. */
export interface KeyAndCertificate {
  readonly keyPem: string;
  readonly certificatePem: string;
  /** SHA-1 of the DER certificate, upper-case hex. */
  readonly thumbprint: string;
}

/** Good for signing assertions, and for a TLS server on the loopback address. */
export function makeCertificate(modulusLength = 2048): KeyAndCertificate {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength });
  const keyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const key = forge.pki.privateKeyFromPem(keyPem);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date('2026-01-01T00:00:00Z');
  certificate.validity.notAfter = new Date('2099-01-01T00:00:00Z');
  const name = [{ name: 'commonName', value: 'backup-jobs-test' }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }]);
  certificate.sign(key, forge.md.sha256.create());
  const der = forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes();
  const thumbprint = forge.md.sha1.create().update(der).digest().toHex().toUpperCase();
  return { keyPem, certificatePem: forge.pki.certificateToPem(certificate), thumbprint };
}

/** The same two in a PFX. */
export function toPfx(
  { keyPem, certificatePem }: KeyAndCertificate,
  password: string | null,
  algorithm: 'aes256' | '3des' = 'aes256',
): Buffer {
  const key = forge.pki.privateKeyFromPem(keyPem);
  const certificate = forge.pki.certificateFromPem(certificatePem);
  const pfx = forge.pkcs12.toPkcs12Asn1(key, certificate, password, { algorithm });
  return Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'latin1');
}
