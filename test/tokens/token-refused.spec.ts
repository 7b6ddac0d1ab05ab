import { writeFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { SecretFile } from '../../src/config/secret-source.js';
import { fileWith } from './credential-file.js';
import { acceptOnly, IdentityServer, issue, refuse } from './identity-server.js';
import { connectionTo, failureOf, tokenSetup } from './token-setup.js';

const REFUSALS = [
  refuse('invalid_client'),
  refuse('invalid_client', 401),
  refuse('invalid_scope'),
  refuse('unauthorized_client'),
  refuse('anything', 401),
  refuse('anything', 403),
];

describe('a refused credential', () => {
  it.each(REFUSALS)('is not tried again for 30 s (refusal %#)', async (answer) => {
    const identity = await IdentityServer.start();
    identity.answer = answer;
    const { tokens, clock } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl);
    const first = await failureOf(tokens.tokenFor(connection));
    expect([first.code, first.retryAfterSeconds]).toEqual(['upstream-unauthorized', 30]);
    clock.advance(29_999);
    const last = await failureOf(tokens.tokenFor(connection));
    expect([last.code, last.retryAfterSeconds]).toEqual(['upstream-unauthorized', 1]);
    expect(identity.count).toBe(1);
    identity.answer = issue();
    clock.advance(1);
    expect((await tokens.tokenFor(connection)).value.reveal()).toBe('token-2');
  });

  it('waits twice as long each time, up to 5 minutes, and 30 s again after a success', async () => {
    const identity = await IdentityServer.start();
    identity.answer = refuse();
    const { tokens, clock } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl);
    const waits: unknown[] = [];
    for (let round = 0; round < 6; round += 1) {
      // oxlint-disable-next-line no-await-in-loop -- Each refusal depends on the one before.
      const { retryAfterSeconds = 0 } = await failureOf(tokens.tokenFor(connection));
      waits.push(retryAfterSeconds);
      clock.advance(retryAfterSeconds * 1000);
    }
    expect(waits).toEqual([30, 60, 120, 240, 300, 300]);
    identity.answer = issue();
    const token = await tokens.tokenFor(connection);
    identity.answer = refuse();
    expect((await failureOf(tokens.renew(connection, token))).retryAfterSeconds).toBe(30);
  });

  it('is one log line that names the connection, however many callers ask', async () => {
    const identity = await IdentityServer.start();
    identity.answer = refuse();
    const { tokens, logger } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl);
    await Promise.all(Array.from({ length: 50 }, () => failureOf(tokens.tokenFor(connection))));
    await failureOf(tokens.tokenFor(connection));
    expect(logger.lines).toEqual([
      {
        level: 'error',
        line: {
          code: 'token_refused',
          connection: 'contoso',
          message: 'The identity service of connection contoso refused the credential.',
          retryAfterSeconds: 30,
        },
      },
    ]);
  });

  it('leaves a held token in use', async () => {
    const identity = await IdentityServer.start();
    const { tokens, clock, logger } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl);
    const token = await tokens.tokenFor(connection);
    identity.answer = refuse();
    clock.advance(3_000_000);
    expect(await tokens.tokenFor(connection)).toBe(token);
    await expect.poll(() => logger.lines.length).toBe(2);
    clock.advance(29_999);
    expect(await tokens.tokenFor(connection)).toBe(token);
    expect(identity.count).toBe(2);
  });

  it('is tried at once when its file changes', async () => {
    const file = await fileWith('old\n');
    const identity = await IdentityServer.start();
    identity.answer = acceptOnly('new');
    const { tokens } = tokenSetup();
    const secrets = [new SecretFile('connections[0].clientSecretFile', file)];
    const connection = connectionTo(identity.tokenUrl, { credential: { kind: 'secret', secrets } });
    await failureOf(tokens.tokenFor(connection));
    await failureOf(tokens.tokenFor(connection));
    expect(identity.count).toBe(1);
    await writeFile(file, 'new\n');
    expect((await tokens.tokenFor(connection)).value.reveal()).toBe('token-2');
  });
});
