import { inspect } from 'node:util';

import { expect, it } from 'vitest';

import { fileWith } from './credential-file.js';
import { SecretFile } from '../../src/config/secret-source.js';
import { IdentityServer, issue, refuse, reply, type IdentityAnswer } from './identity-server.js';
import { connectionTo, tokenSetup } from './token-setup.js';

const ANSWERS: readonly IdentityAnswer[] = [
  issue({ access_token: 'canary-token' }),
  issue({ access_token: 'canary\ntoken' }),
  issue({ token_type: 'canary-type' }),
  refuse('invalid_client'),
  refuse('canary-error'),
  reply(500, 'canary-text'),
  reply(200, 'canary-text'),
  reply(302, '', { Location: 'https://canary.invalid/' }),
  reply(429, 'canary-text', { 'Retry-After': 'canary' }),
  ({ response }) => response.destroy(),
  ({ response }) => response.writeHead(200, { 'Content-Length': '9' }).end('canary-text'),
  () => undefined,
];

it.each(ANSWERS)(
  'shows no token, secret, client id, address or answer in tokens, errors and logs (%#)',
  async (answer) => {
    const identity = await IdentityServer.start();
    identity.answer = answer;
    const { tokens, logger } = tokenSetup(200);
    const secrets = [new SecretFile('connections[0].clientSecretFile', await fileWith('canary-secret'))];
    const connection = connectionTo(identity.tokenUrl, { credential: { kind: 'secret', secrets } });
    const outcome: unknown = await tokens.tokenFor(connection).catch((error: unknown) => error);
    expect(identity.count).toBe(1);
    expect(logger.lines).toHaveLength(1);
    const options = { depth: Infinity, showHidden: true };
    const shown = [outcome, logger.lines]
      .map((value) => inspect(value, options) + JSON.stringify(value))
      .join();
    expect(shown).not.toMatch(/canary|127\.0\.0\.1|connect\/token/);
  },
);
