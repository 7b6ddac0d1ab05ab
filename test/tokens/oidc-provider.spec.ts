import { createPrivateKey, X509Certificate } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { SystemClock } from '../../src/config/clock.js';
import { readCertificate } from '../../src/config/certificate.js';
import { Secret } from '../../src/config/secret.js';
import { certificateCredential, fileWith } from './credential-file.js';
import { makeCertificate, toPfx } from './certificates.js';
import { startIndependentIdentity } from './independent-identity.js';
import { AES_PFX, PFX_CERTIFICATE, PFX_PASSWORD, PFX_THUMBPRINT, RC2_PFX } from './openssl-pfx.js';
import { connectionTo, failureOf, givenSecrets, tokenSetup } from './token-setup.js';

const PASSWORD = 'pass word+&=%';
const ours = makeCertificate();
const other = makeCertificate();
const pem = `${ours.keyPem}\n${ours.certificatePem}`;
const encrypted = createPrivateKey(ours.keyPem)
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSWORD })
  .toString();
const openssl = {
  certificatePem: new X509Certificate(PFX_CERTIFICATE).toString(),
  thumbprint: PFX_THUMBPRINT,
};

describe('an identity service that is not of our making', () => {
  it.each(['plain', 'a+b&c=d%e f"#/?~*\''])('accepts the secret %j', async (secret) => {
    const tokenUrl = await startIndependentIdentity({ secret });
    const connection = connectionTo(tokenUrl, { credential: givenSecrets(secret) });
    const { tokens } = tokenSetup(5_000, new SystemClock());
    const token = await tokens.tokenFor(connection);
    expect(token.value.reveal()).toMatch(/^[\w-]{20,}$/);
    expect((await tokens.renew(connection, token)).value.reveal() === token.value.reveal()).toBe(false);
  });

  it('refuses another secret', async () => {
    const tokenUrl = await startIndependentIdentity({ secret: 'right' });
    const connection = connectionTo(tokenUrl, { credential: givenSecrets('wrong') });
    const { tokens } = tokenSetup(5_000, new SystemClock());
    expect((await failureOf(tokens.tokenFor(connection))).code).toBe('upstream-unauthorized');
    const rotating = connectionTo(tokenUrl, { credential: givenSecrets('wrong', 'right') });
    await expect(tokens.tokenFor(rotating)).resolves.toBeDefined();
  });

  it.each([
    ['a PEM', ours, Buffer.from(pem), undefined],
    ['an encrypted PEM', ours, Buffer.from(`${encrypted}\n${ours.certificatePem}`), PASSWORD],
    ['an AES PFX', ours, toPfx(ours, PASSWORD), PASSWORD],
    ['a 3DES PFX', ours, toPfx(ours, PASSWORD, '3des'), PASSWORD],
    ['an AES PFX that OpenSSL wrote', openssl, AES_PFX, PFX_PASSWORD],
    ['an RC2 PFX that OpenSSL wrote', openssl, RC2_PFX, PFX_PASSWORD],
  ])('accepts an assertion made with %s, and another one after it', async (_, client, bytes, password) => {
    const tokenUrl = await startIndependentIdentity(client);
    const credential = certificateCredential(await fileWith(bytes), password);
    const connection = connectionTo(tokenUrl, { credential });
    const { tokens } = tokenSetup(5_000, new SystemClock());
    const token = await tokens.tokenFor(connection);
    expect((await tokens.renew(connection, token)).value.reveal() === token.value.reveal()).toBe(false);
  });

  it('refuses an assertion of another certificate', async () => {
    const tokenUrl = await startIndependentIdentity(other);
    const connection = connectionTo(tokenUrl, { credential: certificateCredential(await fileWith(pem)) });
    const { tokens } = tokenSetup(5_000, new SystemClock());
    expect((await failureOf(tokens.tokenFor(connection))).code).toBe('upstream-unauthorized');
  });

  it.each([
    ['the issuer', '/', 'answered'],
    ['somebody else', 'https://elsewhere.invalid/', 'upstream-unauthorized'],
  ])('is told the audience of the configuration: %s', async (_, audience, outcome) => {
    const tokenUrl = await startIndependentIdentity(ours);
    const assertionAudience = audience === '/' ? new URL(tokenUrl).origin : audience;
    const credential = certificateCredential(await fileWith(pem));
    const connection = connectionTo(tokenUrl, { credential, assertionAudience });
    const { tokens } = tokenSetup(5_000, new SystemClock());
    const got = await tokens.tokenFor(connection).then(
      () => 'answered',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    );
    expect(got).toBe(outcome);
  });
});

it('holds in the OpenSSL files the certificate that the provider is given', () => {
  const { privateKey } = readCertificate(AES_PFX, new Secret(PFX_PASSWORD));
  expect(new X509Certificate(PFX_CERTIFICATE).checkPrivateKey(privateKey)).toBe(true);
});
