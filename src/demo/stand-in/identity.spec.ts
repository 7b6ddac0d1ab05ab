import { describe, expect, it } from 'vitest';

import { Identity } from './identity.js';
import { IssuedTokens } from './issued-tokens.js';
import { fillTenant } from './tenants.js';

const NOW_MS = Date.parse('2026-11-20T12:00:00.000Z');
const FORM = 'application/x-www-form-urlencoded';
const GOOD = {
  grant_type: 'client_credentials',
  client_id: 'reader',
  client_secret: 'old secret & more',
  scope: 'dynamics.readwrite.all',
};
const CONTOSO = fillTenant({
  name: 'contoso',
  organizations: [],
  clients: [{ clientId: 'reader', secrets: ['old secret & more', 'new secret'] }],
  tokenLifeSeconds: 60,
});
const OTHER = fillTenant({
  name: 'other',
  organizations: [],
  clients: [{ clientId: 'writer', secrets: ['theirs'] }],
});

function identityService() {
  const tokens = new IssuedTokens();
  const identity = new Identity([OTHER, CONTOSO], tokens, 'http://127.0.0.1:1/connect/token');
  const ask = (form: Record<string, string>, contentType: string | undefined = FORM) =>
    identity.answer({ contentType, bodyText: new URLSearchParams(form).toString() }, NOW_MS);
  const token = (form: Record<string, string> = GOOD) => {
    const { access_token }: { access_token: string } = JSON.parse(JSON.stringify(ask(form).body));
    return access_token;
  };
  return { tokens, identity, ask, token };
}

function without(name: keyof typeof GOOD): Record<string, string> {
  return Object.fromEntries(Object.entries(GOOD).filter(([key]) => key !== name));
}

describe('Identity', () => {
  it('answers a right secret with a token and its life', () => {
    expect(identityService().ask(GOOD)).toEqual({
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: 60,
        ext_expires_in: 60,
        access_token: expect.stringMatching(/^.{43}$/),
      },
    });
  });

  it.each([
    ['the second secret', { ...GOOD, client_secret: 'new secret' }],
    ['the scope in the other spelling', { ...GOOD, scope: 'Dynamics.ReadWrite.All' }],
  ])('takes %s', (_what, form) => {
    expect(identityService().ask(form).status).toBe(200);
  });

  it.each([
    ['invalid_client', { ...GOOD, client_secret: 'wrong' }],
    ['invalid_client', { ...GOOD, client_secret: '' }],
    ['invalid_client', { ...GOOD, client_id: 'writer' }],
    ['invalid_client', { ...GOOD, client_id: 'nobody' }],
    ['invalid_client', without('client_secret')],
    ['invalid_client', without('client_id')],
    ['invalid_request', without('grant_type')],
    ['invalid_request', { ...GOOD, client_assertion: 'a.b.c' }],
    [
      'invalid_request',
      { ...without('client_secret'), client_assertion: 'a.b.c', client_assertion_type: 'jwt' },
    ],
    ['unsupported_grant_type', { ...GOOD, grant_type: 'password' }],
    ['invalid_scope', { ...GOOD, scope: 'dynamics.read.all' }],
    ['invalid_scope', without('scope')],
  ])('refuses with %s: %j', (error, form) => {
    expect(identityService().ask(form)).toEqual({ status: 400, body: { error } });
  });

  it('refuses a parameter sent twice and a body that is no form', () => {
    const { identity, ask } = identityService();
    const bodyText = `${new URLSearchParams(GOOD).toString()}&scope=dynamics.readwrite.all`;
    const refused = { status: 400, body: { error: 'invalid_request' } };
    expect(identity.answer({ contentType: FORM, bodyText }, NOW_MS)).toEqual(refused);
    expect(ask(GOOD, 'application/json')).toEqual(refused);
  });

  it('lets a token speak for its own tenant until it expires', () => {
    const { tokens, token } = identityService();
    const mine = token();
    const theirs = token({ ...GOOD, client_id: 'writer', client_secret: 'theirs' });
    expect(tokens.tenantOf(mine, NOW_MS + 59_999)?.name).toBe('contoso');
    expect(tokens.tenantOf(theirs, NOW_MS)?.name).toBe('other');
    expect(tokens.tenantOf(mine, NOW_MS + 60_000)).toBeUndefined();
    expect(tokens.tenantOf('made up', NOW_MS)).toBeUndefined();
    expect(tokens.tenantOf(undefined, NOW_MS)).toBeUndefined();
  });

  it('refuses every token after they are revoked, and gives new ones', () => {
    const { tokens, token } = identityService();
    const revoked = token();
    tokens.revokeAll();
    expect(tokens.tenantOf(revoked, NOW_MS)).toBeUndefined();
    expect(tokens.tenantOf(token(), NOW_MS)?.name).toBe('contoso');
  });

  it('knows only the new secrets after they are replaced', () => {
    const { identity, ask } = identityService();
    identity.replaceSecrets('reader', ['third']);
    expect(ask(GOOD).body).toEqual({ error: 'invalid_client' });
    expect(ask({ ...GOOD, client_secret: 'third' }).status).toBe(200);
  });
});
