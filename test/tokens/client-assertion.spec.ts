import { createVerify } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { certificateCredential, fileWith } from './credential-file.js';
import { makeCertificate, toPfx } from './certificates.js';
import { IdentityServer, issue, refuse } from './identity-server.js';
import { CLIENT_ID, connectionTo, failureOf, tokenSetup } from './token-setup.js';

const ours = makeCertificate();
const other = makeCertificate();
const NOW_SECONDS = Date.parse('2026-11-20T12:00:00Z') / 1000;

function pemOf({ keyPem, certificatePem }: typeof ours): string {
  return `${keyPem}\n${certificatePem}`;
}

function assertionsOf(identity: IdentityServer): string[] {
  return identity.received.map(({ form }) => form.get('client_assertion') ?? '');
}

function decode(part: string | undefined): Record<string, unknown> {
  const json: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
  return typeof json === 'object' ? { ...json } : {};
}

function isSignedBy(assertion: string, certificatePem: string): boolean {
  const [header, payload, signature = ''] = assertion.split('.');
  const verify = createVerify('sha256').update(`${header}.${payload}`);
  return verify.verify(certificatePem, Buffer.from(signature, 'base64url'));
}

describe('a client assertion', () => {
  it('says who asks, whom, until when and with which certificate', async () => {
    const identity = await IdentityServer.start();
    const credential = certificateCredential(await fileWith(pemOf(ours)));
    await tokenSetup().tokens.tokenFor(connectionTo(identity.tokenUrl, { credential }));
    const [form] = identity.received.map((request) => Object.fromEntries(request.form));
    expect(form).toMatchObject({
      grant_type: 'client_credentials',
      scope: 'dynamics.readwrite.all',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
    expect(form).not.toHaveProperty('client_secret');
    const [assertion = ''] = assertionsOf(identity);
    const [header, payload] = assertion.split('.').slice(0, 2).map(decode);
    const x5t = Buffer.from(ours.thumbprint, 'hex').toString('base64url');
    expect(header).toEqual({ alg: 'RS256', kid: ours.thumbprint, x5t });
    expect(payload).toEqual({
      iss: CLIENT_ID,
      sub: CLIENT_ID,
      aud: identity.tokenUrl,
      jti: expect.stringMatching(/^[\w-]{20,}$/) as unknown,
      iat: NOW_SECONDS,
      nbf: NOW_SECONDS - 60,
      exp: NOW_SECONDS + 300,
    });
    expect(isSignedBy(assertion, ours.certificatePem)).toBe(true);
  });

  it('is never the same twice', async () => {
    const identity = await IdentityServer.start();
    const credential = certificateCredential(await fileWith(pemOf(ours)));
    const { tokens } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl, { credential });
    await tokens.renew(connection, await tokens.tokenFor(connection));
    const ids = assertionsOf(identity).map((assertion) => decode(assertion.split('.')[1])['jti']);
    expect(new Set(ids).size).toBe(2);
  });

  it('is made with the certificate that is in the file now', async () => {
    const file = await fileWith(pemOf(ours));
    const identity = await IdentityServer.start();
    const { tokens } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl, { credential: certificateCredential(file) });
    const token = await tokens.tokenFor(connection);
    await writeFile(file, pemOf(other));
    await tokens.renew(connection, token);
    const assertions = assertionsOf(identity);
    expect(assertions.map((text) => isSignedBy(text, other.certificatePem))).toEqual([false, true]);
  });

  it('that was refused is made again at once when the file has changed', async () => {
    const file = await fileWith(pemOf(ours));
    const identity = await IdentityServer.start();
    identity.answer = refuse();
    const { tokens } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl, { credential: certificateCredential(file) });
    await failureOf(tokens.tokenFor(connection));
    await failureOf(tokens.tokenFor(connection));
    expect(identity.count).toBe(1);
    await writeFile(file, pemOf(other));
    identity.answer = issue();
    expect((await tokens.tokenFor(connection)).value.reveal()).toBe('token-2');
  });

  it('cannot be made with a wrong password, which the log says without it', async () => {
    const identity = await IdentityServer.start();
    const credential = certificateCredential(await fileWith(toPfx(ours, 'right')), 'canary-password');
    const { tokens, logger } = tokenSetup();
    const failure = await failureOf(tokens.tokenFor(connectionTo(identity.tokenUrl, { credential })));
    expect(failure.code).toBe('upstream-unauthorized');
    expect(identity.count).toBe(0);
    const message = 'certificateFile of connection contoso cannot be used: its password is wrong';
    expect(logger.lines).toEqual([
      { level: 'warn', line: { code: 'token_failed', connection: 'contoso', message } },
    ]);
  });
});
