import { describe, expect, it } from 'vitest';

import { IdentityServer, reply } from './identity-server.js';
import { connectionTo, failureOf, tokenSetup } from './token-setup.js';

describe('a token that the upstream answered 401 to', () => {
  it('is renewed once for all who saw it', async () => {
    const identity = await IdentityServer.start();
    const { tokens } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl);
    const refused = await tokens.tokenFor(connection);
    const renewed = await Promise.all(Array.from({ length: 100 }, () => tokens.renew(connection, refused)));
    expect(new Set(renewed.map(({ value }) => value.reveal()))).toEqual(new Set(['token-2']));
    expect(await tokens.renew(connection, refused)).toBe(renewed[0]);
    expect(identity.count).toBe(2);
  });

  it('is not handed out again, even when its renewal fails', async () => {
    const identity = await IdentityServer.start();
    const { tokens } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl);
    const refused = await tokens.tokenFor(connection);
    identity.answer = reply(503, '');
    expect((await failureOf(tokens.renew(connection, refused))).code).toBe('upstream-unavailable');
    expect((await failureOf(tokens.tokenFor(connection))).code).toBe('upstream-unavailable');
    expect(identity.count).toBe(2);
  });

  it('is renewed again when the new one is refused too', async () => {
    const identity = await IdentityServer.start();
    const { tokens } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl);
    const second = await tokens.renew(connection, await tokens.tokenFor(connection));
    expect((await tokens.renew(connection, second)).value.reveal()).toBe('token-3');
  });
});

it('keeps its token when a reload leaves the connection as it is, and asks for one when it is another', async () => {
  const identity = await IdentityServer.start();
  const { tokens } = tokenSetup();
  const connection = connectionTo(identity.tokenUrl);
  const token = await tokens.tokenFor(connection);
  expect(await tokens.tokenFor(connection)).toBe(token);
  expect((await tokens.tokenFor({ ...connection })).value.reveal()).toBe('token-2');
});
