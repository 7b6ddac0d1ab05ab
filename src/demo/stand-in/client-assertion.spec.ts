import { createHash, createHmac, generateKeyPairSync, randomUUID, sign, X509Certificate } from 'node:crypto';

import forge from 'node-forge';
import { describe, expect, it } from 'vitest';

import { Identity } from './identity.js';
import { IssuedTokens } from './issued-tokens.js';
import { fillTenant } from './tenants.js';

const NOW_MS = Date.parse('2026-11-20T12:00:00.000Z');
const NOW_SECONDS = NOW_MS / 1000;
const ENDPOINT = 'http://127.0.0.1:1/connect/token';

/** A self-signed certificate with its key, both PEM. */
function makeCertificate() {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  certificate.sign(forge.pki.privateKeyFromPem(pair.privateKey), forge.md.sha256.create());
  return { pem: forge.pki.certificateToPem(certificate), privateKey: pair.privateKey };
}

const registered = makeCertificate();
const stranger = makeCertificate();
const thumbprint = createHash('sha1').update(new X509Certificate(registered.pem).raw).digest('base64url');

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

interface Changes {
  readonly header?: object;
  readonly claims?: object;
  readonly key?: string;
}

function assertionWith({ header = {}, claims = {}, key = registered.privateKey }: Changes = {}): string {
  const times = { iat: NOW_SECONDS, nbf: NOW_SECONDS, exp: NOW_SECONDS + 600 };
  const names = { iss: 'reader', sub: 'reader', aud: ENDPOINT, jti: randomUUID() };
  const text = `${encode({ alg: 'RS256', x5t: thumbprint, ...header })}.${encode({ ...names, ...times, ...claims })}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

function assertionByHmac(): string {
  const [, claims] = assertionWith().split('.');
  const text = `${encode({ alg: 'HS256', x5t: thumbprint })}.${claims ?? ''}`;
  return `${text}.${createHmac('sha256', registered.pem).update(text).digest('base64url')}`;
}

function identityService(): Identity {
  const client = { clientId: 'reader', certificatesPem: [registered.pem] };
  const tenant = fillTenant({
    name: 'contoso',
    organizations: [],
    clients: [client, { clientId: 'writer' }],
  });
  return new Identity([tenant], new IssuedTokens(), ENDPOINT);
}

function ask(identity: Identity, client_assertion: string, further: Record<string, string> = {}) {
  const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  const kind = { grant_type: 'client_credentials', scope: 'dynamics.readwrite.all', client_assertion_type };
  const bodyText = new URLSearchParams({ ...kind, client_assertion, ...further }).toString();
  return identity.answer({ contentType: 'application/x-www-form-urlencoded', bodyText }, NOW_MS);
}

describe('AssertionCheck', () => {
  it.each([
    ['as documented', {}],
    ['that lives a whole hour', { claims: { exp: NOW_SECONDS + 3600 } }],
    ['whose audience is a list', { claims: { aud: ['https://elsewhere.example', ENDPOINT] } }],
    ['without nbf', { claims: { nbf: undefined } }],
  ])('takes an assertion %s', (_what, changes) => {
    expect(ask(identityService(), assertionWith(changes)).status).toBe(200);
  });

  it('takes the client id beside the assertion only when it is the same', () => {
    expect(ask(identityService(), assertionWith(), { client_id: 'reader' }).status).toBe(200);
    expect(ask(identityService(), assertionWith(), { client_id: 'writer' }).body).toEqual({
      error: 'invalid_client',
    });
  });

  it.each([
    ['signed with another key', assertionWith({ key: stranger.privateKey })],
    ['that names another certificate', assertionWith({ header: { x5t: 'AAAA' } })],
    ['that names no certificate', assertionWith({ header: { x5t: undefined } })],
    ['without a signature', assertionWith({ header: { alg: 'none' } }).replace(/[^.]+$/, '')],
    ['that names another algorithm', assertionWith({ header: { alg: 'RS512' } })],
    ['signed with a shared secret', assertionByHmac()],
    ['of another issuer', assertionWith({ claims: { iss: 'writer' } })],
    ['about another subject', assertionWith({ claims: { sub: 'writer' } })],
    ['for another audience', assertionWith({ claims: { aud: 'http://127.0.0.1:1/' } })],
    ['that has expired', assertionWith({ claims: { exp: NOW_SECONDS } })],
    ['that lives longer than an hour', assertionWith({ claims: { exp: NOW_SECONDS + 3602 } })],
    ['without an end', assertionWith({ claims: { exp: undefined } })],
    ['that is not valid yet', assertionWith({ claims: { nbf: NOW_SECONDS + 60 } })],
    ['without an id', assertionWith({ claims: { jti: undefined } })],
    ['that is no JWT', 'rubbish'],
    ['with a fourth part', `${assertionWith()}.more`],
  ])('refuses an assertion %s', (_what, assertion) => {
    expect(ask(identityService(), assertion)).toEqual({ status: 400, body: { error: 'invalid_client' } });
  });

  it('refuses an assertion that was used before', () => {
    const identity = identityService();
    const assertion = assertionWith();
    expect(ask(identity, assertion).status).toBe(200);
    expect(ask(identity, assertion).body).toEqual({ error: 'invalid_client' });
    expect(ask(identity, assertionWith()).status).toBe(200);
  });
});
