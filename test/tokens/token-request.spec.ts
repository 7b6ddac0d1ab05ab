import { describe, expect, it } from 'vitest';

import { IdentityServer } from './identity-server.js';
import { CLIENT_ID, connectionTo, givenSecrets, tokenSetup } from './token-setup.js';

describe('a token request', () => {
  it('is a form with grant type, scope, client id and secret in the body', async () => {
    const identity = await IdentityServer.start();
    const token = await tokenSetup().tokens.tokenFor(connectionTo(identity.tokenUrl));
    expect(token.value.reveal()).toBe('token-1');
    const [request] = identity.received;
    expect(request?.method).toBe('POST');
    expect(request?.contentType).toBe('application/x-www-form-urlencoded;charset=UTF-8');
    expect(request?.authorization).toBeUndefined();
    expect(Object.fromEntries(request?.form ?? [])).toEqual({
      grant_type: 'client_credentials',
      scope: 'dynamics.readwrite.all',
      client_id: CLIENT_ID,
      client_secret: 'canary-secret',
    });
  });

  it('encodes a secret of any characters to the byte', async () => {
    const identity = await IdentityServer.start();
    const connection = connectionTo(identity.tokenUrl, { credential: givenSecrets('a+b&c=d%e fü€/?#"\'~*') });
    await tokenSetup().tokens.tokenFor(connection);
    const sent = identity.received[0]?.body.split('&').find((part) => part.startsWith('client_secret='));
    expect(sent).toBe('client_secret=a%2Bb%26c%3Dd%25e+f%C3%BC%E2%82%AC%2F%3F%23%22%27%7E*');
  });

  it('is not made over http to another machine', async () => {
    const call = tokenSetup().tokens.tokenFor(connectionTo('http://192.0.2.1/connect/token'));
    await expect(call).rejects.toMatchObject({ code: 'upstream-unavailable' });
  });
});
