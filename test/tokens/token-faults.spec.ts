import { describe, expect, it } from 'vitest';

import { IdentityServer, issue, reply, type IdentityAnswer } from './identity-server.js';
import { connectionTo, failureOf, tokenSetup } from './token-setup.js';

const JSON_TYPE = { 'Content-Type': 'application/json' };

const FAULTS: readonly [string, IdentityAnswer, string][] = [
  ['resets', ({ response }) => response.destroy(), 'upstream-unavailable'],
  ['answers 500', reply(500, 'no'), 'upstream-unavailable'],
  ['answers 503', reply(503, '{"error":"invalid_client"}', JSON_TYPE), 'upstream-unavailable'],
  ['answers HTML', reply(200, '<html>', { 'Content-Type': 'text/html' }), 'upstream-invalid'],
  ['answers broken JSON', reply(200, '{"access_token":"t', JSON_TYPE), 'upstream-invalid'],
  ['answers null', reply(200, 'null', JSON_TYPE), 'upstream-invalid'],
  ['answers nothing', reply(200, ''), 'upstream-invalid'],
  [
    'answers invalid UTF-8',
    reply(200, Buffer.from('{"access_token":"a","token_type":"Bearer","x":"\xff"}', 'latin1'), JSON_TYPE),
    'upstream-invalid',
  ],
  ['answers too much', issue({ padding: 'a'.repeat(64 * 1024) }), 'upstream-invalid'],
  [
    'stops in mid-body',
    ({ response }) =>
      response.writeHead(200, { 'Content-Length': '99' }).write('{', () => response.destroy()),
    'upstream-invalid',
  ],
  ['issues no token', issue({ access_token: undefined }), 'upstream-invalid'],
  ['issues an empty token', issue({ access_token: '' }), 'upstream-invalid'],
  ['issues a token that is no text', issue({ access_token: 7 }), 'upstream-invalid'],
  ['issues an oversized token', issue({ access_token: 'a'.repeat(16 * 1024 + 1) }), 'upstream-invalid'],
  ['issues a token with a line break', issue({ access_token: 'a\r\nX-Evil: 1' }), 'upstream-invalid'],
  ['issues a token outside ASCII', issue({ access_token: 'tökén' }), 'upstream-invalid'],
  ['issues another type', issue({ token_type: 'DPoP' }), 'upstream-invalid'],
  ['issues no type', issue({ token_type: undefined }), 'upstream-invalid'],
  ['redirects', reply(302, '', { Location: 'https://elsewhere.invalid/' }), 'upstream-rejected'],
  ['answers 404', reply(404, 'no'), 'upstream-rejected'],
  ['answers another error', reply(400, '{"error":"invalid_request"}', JSON_TYPE), 'upstream-rejected'],
];

describe('an identity service that', () => {
  it.each(FAULTS)('%s gives that failure for a second, then is asked again', async (_, answer, code) => {
    const identity = await IdentityServer.start();
    identity.answer = answer;
    const { tokens, clock, logger } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl);
    const failures = await Promise.all([1, 2].map(() => failureOf(tokens.tokenFor(connection))));
    expect(failures.map((failure) => failure.code)).toEqual([code, code]);
    clock.advance(999);
    expect((await failureOf(tokens.tokenFor(connection))).code).toBe(code);
    expect(identity.count).toBe(1);
    expect(logger.lines.map(({ level, line }) => [level, line])).toEqual([
      ['warn', { code: 'token_failed', connection: 'contoso', message: failures[0]?.message }],
    ]);
    identity.answer = issue();
    clock.advance(1);
    expect((await tokens.tokenFor(connection)).value.reveal()).toBe('token-2');
  });

  it.each(['bearer', 'BEARER'])('writes the token type %s is understood', async (tokenType) => {
    const identity = await IdentityServer.start();
    identity.answer = issue({ token_type: tokenType, access_token: 'a'.repeat(16 * 1024) });
    await expect(tokenSetup().tokens.tokenFor(connectionTo(identity.tokenUrl))).resolves.toBeDefined();
  });

  it('refuses connections is unavailable', async () => {
    const identity = await IdentityServer.start();
    await identity.close();
    const failure = await failureOf(tokenSetup().tokens.tokenFor(connectionTo(identity.tokenUrl)));
    expect(failure.code).toBe('upstream-unavailable');
  });

  it.each([
    ['hangs', () => undefined],
    [
      'drips',
      ({ response }) => {
        const dripping = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(dripping));
      },
    ],
  ] satisfies readonly [string, IdentityAnswer][])('%s is cut at the deadline', async (_, answer) => {
    const identity = await IdentityServer.start();
    identity.answer = answer;
    // It would go on for ever: without the deadline the test's own time would be up.
    const failure = await failureOf(tokenSetup(150).tokens.tokenFor(connectionTo(identity.tokenUrl)));
    expect(failure.code).toBe('upstream-timeout');
  });
});
