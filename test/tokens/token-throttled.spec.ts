import { expect, it } from 'vitest';

import { IdentityServer, issue, reply } from './identity-server.js';
import { connectionTo, failureOf, tokenSetup } from './token-setup.js';

it.each([
  ['7', 7],
  ['Fri, 20 Nov 2026 12:00:07 GMT', 7],
  ['9999', 300],
  ['0', 1],
  [undefined, 10],
])(
  'leaves an identity service that throttles with Retry-After %j alone for %i s',
  async (header, seconds) => {
    const identity = await IdentityServer.start();
    identity.answer = reply(429, '', header === undefined ? {} : { 'Retry-After': header });
    const { tokens, clock } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl);
    const first = await failureOf(tokens.tokenFor(connection));
    expect([first.code, first.retryAfterSeconds]).toEqual(['upstream-throttled', seconds]);
    identity.answer = issue();
    clock.advance(seconds * 1000 - 500);
    const last = await failureOf(tokens.tokenFor(connection));
    expect([last.code, last.retryAfterSeconds]).toEqual(['upstream-throttled', 1]);
    expect(identity.count).toBe(1);
    clock.advance(500);
    expect((await tokens.tokenFor(connection)).value.reveal()).toBe('token-2');
  },
);
