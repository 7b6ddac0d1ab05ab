import { rm, writeFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { SecretFile } from '../../src/config/secret-source.js';
import { fileWith } from './credential-file.js';
import { acceptOnly, IdentityServer, issue, refuse } from './identity-server.js';
import { connectionTo, failureOf, givenSecrets, tokenSetup } from './token-setup.js';

async function secretFiles(...values: readonly string[]) {
  const paths = await Promise.all(values.map((value) => fileWith(value)));
  const secrets = paths.map((path) => new SecretFile('connections[0].clientSecretFile', path));
  return { paths, credential: { kind: 'secret', secrets } } as const;
}

function secretsSent(identity: IdentityServer): (string | null)[] {
  return identity.received.map(({ form }) => form.get('client_secret'));
}

describe('two secrets', () => {
  it('are tried in order, and then first the one that worked last', async () => {
    const identity = await IdentityServer.start();
    identity.answer = acceptOnly('second');
    const { tokens } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl, { credential: givenSecrets('first', 'second') });
    const token = await tokens.tokenFor(connection);
    expect(secretsSent(identity)).toEqual(['first', 'second']);
    await tokens.renew(connection, token);
    expect(secretsSent(identity)).toEqual(['first', 'second', 'second']);
  });

  it('are not both tried when the refusal has nothing to do with the secret', async () => {
    const identity = await IdentityServer.start();
    identity.answer = refuse('invalid_scope');
    const connection = connectionTo(identity.tokenUrl, { credential: givenSecrets('first', 'second') });
    await failureOf(tokenSetup().tokens.tokenFor(connection));
    expect(secretsSent(identity)).toEqual(['first']);
  });

  it('serve while one of their files is empty or away', async () => {
    const identity = await IdentityServer.start();
    const { tokens } = tokenSetup();
    const { paths, credential } = await secretFiles('', 'second');
    const connection = connectionTo(identity.tokenUrl, { credential });
    const token = await tokens.tokenFor(connection);
    await rm(paths[0]!);
    await tokens.renew(connection, token);
    expect(secretsSent(identity)).toEqual(['second', 'second']);
  });
});

describe('a secret file', () => {
  it('is read once more when the secret is refused, and what is new in it is tried at once', async () => {
    const { paths, credential } = await secretFiles('old');
    const identity = await IdentityServer.start();
    identity.answer = async (request, count) => {
      await writeFile(paths[0]!, 'new');
      acceptOnly('new')(request, count);
    };
    const { tokens, logger } = tokenSetup();
    await tokens.tokenFor(connectionTo(identity.tokenUrl, { credential }));
    expect(secretsSent(identity)).toEqual(['old', 'new']);
    expect(logger.lines.map(({ level }) => level)).toEqual(['debug']);
  });

  it('that cannot be read makes no request, and the log names connection and setting', async () => {
    const { paths, credential } = await secretFiles('old');
    await rm(paths[0]!);
    const identity = await IdentityServer.start();
    const { tokens, clock, logger } = tokenSetup();
    const connection = connectionTo(identity.tokenUrl, { credential });
    expect((await failureOf(tokens.tokenFor(connection))).code).toBe('upstream-unauthorized');
    expect(identity.count).toBe(0);
    const message =
      'connections[0].clientSecretFile of connection contoso cannot be used: it cannot be read (ENOENT)';
    expect(logger.lines).toEqual([
      { level: 'warn', line: { code: 'token_failed', connection: 'contoso', message } },
    ]);
    await writeFile(paths[0]!, 'back');
    identity.answer = issue();
    clock.advance(1_000);
    await tokens.tokenFor(connection);
    expect(secretsSent(identity)).toEqual(['back']);
  });
});
