import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createRequire } from 'node:module';

import type forge from 'node-forge';

import type { KeyAndCertificates } from './pem-file.js';
import type { Secret } from './secret.js';

const require = createRequire(import.meta.url);

/** Loaded with the first PFX: most services have none, and it takes four megabytes. */
function library(): typeof forge {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- What is required has no type of its own.
  return require('node-forge') as typeof forge;
}

/** The private key and all certificates of a PFX (RFC 7292), in today's AES or the RC2 and 3DES of old exports. */
export function readPfx(bytes: Buffer, password: Secret | undefined): KeyAndCertificates {
  const { pki } = library();
  const bags = openBags(parseDer(bytes), password);
  const key = bags.find(
    ({ type }) => type === pki.oids['pkcs8ShroudedKeyBag'] || type === pki.oids['keyBag'],
  );
  const certificates = bags.filter(({ type }) => type === pki.oids['certBag']);
  try {
    return { privateKey: key && createPrivateKey(keyPem(key)), certificates: certificates.map(readBag) };
  } catch {
    throw new Error('its private key or its certificate is damaged');
  }
}

function parseDer(bytes: Buffer): forge.asn1.Asn1 {
  try {
    return library().asn1.fromDer(bytes.toString('latin1'));
  } catch {
    throw new Error(NEITHER);
  }
}

const NEITHER = 'it is neither PEM nor PFX';

/** Only node-forge opens both kinds of encryption: OpenSSL 3 has put RC2 aside. */
function openBags(pfx: forge.asn1.Asn1, password: Secret | undefined): readonly forge.pkcs12.Bag[] {
  try {
    const { safeContents } = library().pkcs12.pkcs12FromAsn1(pfx, password?.reveal() ?? '');
    return safeContents.flatMap(({ safeBags }) => safeBags);
  } catch (error) {
    // oxlint-disable-next-line preserve-caught-error -- It carries pieces of the file, which no log should show.
    throw new Error(faultOf(error, password !== undefined));
  }
}

function faultOf(error: unknown, hasPassword: boolean): string {
  const message = error instanceof Error ? error.message : '';
  if (message.startsWith('Cannot read PKCS#12 PFX')) return NEITHER;
  if (!/password/i.test(message)) return 'it is a PFX of a kind that cannot be read';
  return hasPassword ? 'its password is wrong' : 'it needs a password';
}

function keyPem({ key, asn1: info }: forge.pkcs12.Bag): string {
  const { pki } = library();
  return pki.privateKeyInfoToPem(key ? pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(key)) : info);
}

function readBag({ cert, asn1: foreign }: forge.pkcs12.Bag): X509Certificate {
  const { asn1, pki } = library();
  const der = asn1.toDer(cert ? pki.certificateToAsn1(cert) : foreign).getBytes();
  return new X509Certificate(Buffer.from(der, 'latin1'));
}
