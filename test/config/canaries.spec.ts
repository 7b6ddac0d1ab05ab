import { inspect } from 'node:util';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ConfigurationError } from '../../src/config/configuration-error.js';
import { KEY_HASH, load, SALES_ID, type GivenConfiguration } from './configuration.js';

const CANARY = 'canary7f3a';

const SECRET_VARIABLES = [
  'UPSTREAM_CLIENT_SECRET',
  'UPSTREAM_CERTIFICATE_PASSWORD',
  'GATEWAY_SECRET',
  'REDIS_URL',
  'API_KEYS',
];

/** Faults of the surroundings, so that secrets stand beside something that is refused. */
const surroundings = fc.record({
  PORT: fc.constantFrom('x', '3000'),
  HOST: fc.constantFrom('0.0.0.0', '127.0.0.1', 'a b'),
  AUTH_MODES: fc.constantFrom('none', 'apiKey', 'gateway', 'magic'),
  UPSTREAM_ORGANIZATIONS: fc.constantFrom('', 'x', SALES_ID),
  UPSTREAM_BASE_URL: fc.constantFrom('', `https://${CANARY}@b.example`, `https://b.example?${CANARY}`, 'b'),
  UPSTREAM_TOKEN_URL: fc.constantFrom('', `http://user:${CANARY}@t.example`),
  UPSTREAM_CERTIFICATE_FILE: fc.constantFrom('', '/run/secret'),
  JWT_JWKS_URL: fc.constantFrom('', `https://user:${CANARY}@k.example`),
});

/** A secret in every form that could make a parser quote it. */
const secretText = fc
  .tuple(fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }))
  .map(([before, after]) => `${before}${CANARY}${after}`);

const secretVariables = fc.record(Object.fromEntries(SECRET_VARIABLES.map((name) => [name, secretText])), {
  requiredKeys: [],
});

const FILE_TEXTS = [
  'clientSecret: $',
  'clientSecret: [$, $, $]',
  'clientSecret: { value: $ }',
  'clientSecretFile: $',
  'certificateFile: $',
  'certificateFile: /run/secret, certificatePassword: $',
  'clientSecret: x, certificatePassword: $',
  'clientSecret: x, baseUrl: $',
  'clientSecret: x, scope: [$]',
  'clientSecret: x, environment: $',
  'clientSecret: x, contract: $',
  'clientSecret: x, organizations: [{ id: $ }]',
];

const fileOf = (
  connection: string,
) => `connections: [{ name: c, dataCenter: us, clientId: app, ${connection} }]
webhooks: [{ url: $, secret: [$], events: [$], organizations: [$] }, { url: "https://h.example", secret: "whsec_$", events: [job.gone], organizations: ["*"] }]
clients: [{ name: a, apiKeySha256: [$], jwtClientId: { x: $ }, organizations: [$], permissions: [$] }]`;

/** The message, and all that a careless log would write of the error; nothing when the configuration is taken. */
function outputOf(given: GivenConfiguration): string {
  try {
    load(given);
    return '';
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return `${error.message}\n${JSON.stringify(error.faults)}\n${inspect(error, { depth: 9 })}`;
  }
}

describe('a secret', () => {
  it('in a variable is in no message, whatever else is wrong', () => {
    fc.assert(
      fc.property(secretVariables, surroundings, fc.boolean(), (secrets, around, isByFile) => {
        const files = { '/run/secret': `${secrets['GATEWAY_SECRET'] ?? CANARY}\n` };
        const given = isByFile ? { GATEWAY_SECRET_FILE: '/run/secret', API_KEYS_FILE: '/run/secret' } : {};
        const output = outputOf({ environment: { ...around, ...secrets, ...given }, files });
        expect(output).not.toContain(CANARY);
      }),
      { numRuns: 500 },
    );
  });

  it('is in no message about another variable that was given the same text', () => {
    const environment = {
      PORT: CANARY,
      LOG_LEVEL: `not ${CANARY}`,
      GATEWAY_SECRET: CANARY,
      AUTH_MODES: 'none',
    };
    const output = outputOf({ environment });
    expect(output).toContain('PORT');
    expect(output).not.toContain(CANARY);
  });

  it.each(FILE_TEXTS)('filled into %s is in no message', (connection) => {
    const file = fileOf(connection).replaceAll('$', '${CANARY}');
    const output = outputOf({
      file,
      environment: { CANARY, AUTH_MODES: 'apiKey' },
      files: { '/run/secret': CANARY },
    });
    expect(output).toContain('faults');
    expect(output).not.toContain('CONFIG_FILE');
    expect(output).not.toContain(CANARY);
  });

  it('written into the file is in no message about its own place', () => {
    const written = `connections: [{ name: c, dataCenter: us, clientId: app, clientSecret: [${CANARY}, 1, ${CANARY}], certificatePassword: { x: ${CANARY} }, organizations: [{ id: ${SALES_ID} }] }]
webhooks: [{ url: "https://${CANARY}@h.example", secret: "whsec_${CANARY}!", events: [job.failed], organizations: ["*"] }]
clients: [{ name: a, apiKeySha256: [${KEY_HASH}${CANARY}], organizations: ["*"] }]`;
    const output = outputOf({ file: written });
    expect(output).toContain('connections[0].clientSecret');
    expect(output).not.toContain(CANARY);
  });
});
