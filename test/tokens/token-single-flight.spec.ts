import { once } from 'node:events';

import { describe, expect, it } from 'vitest';

import { IdentityServer, issue, type IdentityAnswer } from './identity-server.js';
import { connectionTo, tokenSetup } from './token-setup.js';

/** Holds every answer back until the test lets it go, and tells when a request has come. */
function heldAnswer(then: IdentityAnswer = issue()) {
  const arrived = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const answer: IdentityAnswer = async (request, count) => {
    arrived.resolve();
    await released.promise;
    then(request, count);
  };
  return { answer, arrived: arrived.promise, release: released.resolve };
}

describe('callers without a token', () => {
  it('share one token request, a thousand of them', async () => {
    const identity = await IdentityServer.start();
    const { tokens } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl);
    const handed = await Promise.all(Array.from({ length: 1000 }, () => tokens.tokenFor(connection)));
    expect(new Set(handed).size).toBe(1);
    expect(identity.count).toBe(1);
  });

  it('of two connections make one request each, and one connection does not wait for the other', async () => {
    const [slow, quick] = await Promise.all([IdentityServer.start(), IdentityServer.start()]);
    const held = heldAnswer();
    slow.answer = held.answer;
    const { tokens } = tokenSetup();
    const waiting = tokens.tokenFor(connectionTo(slow.tokenUrl));
    await held.arrived;
    expect((await tokens.tokenFor(connectionTo(quick.tokenUrl))).value.reveal()).toBe('token-1');
    held.release();
    await waiting;
    expect([slow.count, quick.count]).toEqual([1, 1]);
  });

  it('keep waiting when another one leaves', async () => {
    const identity = await IdentityServer.start();
    const held = heldAnswer();
    identity.answer = held.answer;
    const { tokens } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl);
    const leaver = new AbortController();
    const left = tokens.tokenFor(connection, { signal: leaver.signal });
    const stayed = tokens.tokenFor(connection);
    await held.arrived;
    leaver.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    held.release();
    expect((await stayed).value.reveal()).toBe('token-1');
    expect(identity.count).toBe(1);
  });

  it('end the request when all have left, and the next one starts anew at once', async () => {
    const identity = await IdentityServer.start();
    const held = heldAnswer();
    identity.answer = held.answer;
    const { tokens, logger } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl);
    const leaver = new AbortController();
    const left = tokens.tokenFor(connection, { signal: leaver.signal });
    await held.arrived;
    const hungUp = once(identity.received[0]!.response, 'close');
    leaver.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    await hungUp;
    identity.answer = issue();
    expect((await tokens.tokenFor(connection)).value.reveal()).toBe('token-2');
    expect(logger.lines.map(({ level }) => level)).toEqual(['debug']);
  });

  it('get nothing when they have left before they ask, even when a token is held', async () => {
    const identity = await IdentityServer.start();
    const { tokens } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl);
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(tokens.tokenFor(connection, { signal })).rejects.toThrow('gone');
    expect(identity.count).toBe(0);
    await tokens.tokenFor(connection);
    await expect(tokens.tokenFor(connection, { signal })).rejects.toThrow('gone');
  });
});
