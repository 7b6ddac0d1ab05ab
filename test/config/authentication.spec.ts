import { describe, expect, it } from 'vitest';

import { faultsOf, KEY_HASH, load, OPEN_ENVIRONMENT } from './configuration.js';

const JWT = {
  JWT_ISSUER: 'https://i.example/',
  JWT_AUDIENCE: 'bff',
  JWT_JWKS_URL: 'https://i.example/keys?p=1',
};
const KEY = { API_KEYS: `a=${KEY_HASH}` };
const NO_CLIENT = 'needs at least one client, in API_KEYS or in the clients of CONFIG_FILE';
const FITS_NONE = 'fits no client: apiKey needs one with a key hash, jwt one with a jwtClientId';
const NOT_OPEN = 'must not be none unless HOST is an address of this machine only';

function environmentWith(variables: Readonly<Record<string, string>>) {
  return { environment: { ...OPEN_ENVIRONMENT, ...variables } };
}

describe('AUTH_MODES', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('may be none on %s', (host) => {
    expect(load(environmentWith({ HOST: host })).authModes).toEqual(['none']);
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', 'bff.example', 'localhost.example'])(
    'may not be none on %s',
    (host) => {
      expect(faultsOf(environmentWith({ HOST: host }))).toEqual([
        `AUTH_MODES: ${NOT_OPEN} (given: "${host}")`,
      ]);
    },
  );

  it.each([
    [{ AUTH_MODES: 'none,apiKey', ...KEY }, ['AUTH_MODES: must hold none alone (given: "none,apiKey")']],
    [{ AUTH_MODES: 'apiKey' }, [`AUTH_MODES: ${NO_CLIENT}`]],
    [{ AUTH_MODES: 'jwt', ...JWT, ...KEY }, [`AUTH_MODES: ${FITS_NONE} (given: "jwt")`]],
    [
      { AUTH_MODES: 'apiKey,jwt', ...KEY },
      ['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS_URL'].map((name) => `${name}: is missing; AUTH_MODES has jwt`),
    ],
    [{ AUTH_MODES: 'gateway', ...KEY }, ['GATEWAY_SECRET: is missing; AUTH_MODES has gateway']],
    [
      { AUTH_MODES: 'gateway', ...KEY, GATEWAY_SECRET: 'fifteen-letters' },
      ['GATEWAY_SECRET: must have at least 16 characters'],
    ],
    [
      { AUTH_MODES: 'apiKey', API_KEYS: 'a=canary' },
      [
        'API_KEYS: must be name=hash,name=hash, each hash the SHA-256 of a key in 64 hexadecimal digits; item 1 is not',
      ],
    ],
    [
      { AUTH_MODES: 'jwt,apiKey', ...KEY, ...JWT, JWT_JWKS_URL: 'http://i.example' },
      ['JWT_JWKS_URL: must be an https address (http on this machine only) without user and fragment'],
    ],
  ])('refuses %j', (variables, faults) => {
    expect(faultsOf(environmentWith(variables))).toEqual(faults);
  });

  it('takes several modes, each once, with what each of them needs', () => {
    const settings = load(
      environmentWith({
        ...KEY,
        ...JWT,
        AUTH_MODES: 'apiKey, jwt,gateway,jwt',
        GATEWAY_SECRET: 'sixteen-letters!',
      }),
    );
    expect(settings.authModes).toEqual(['apiKey', 'jwt', 'gateway']);
    expect(settings.jwt).toEqual({ issuer: JWT.JWT_ISSUER, audience: 'bff', jwksUrl: JWT.JWT_JWKS_URL });
    expect(settings.gatewaySecret?.place).toBe('GATEWAY_SECRET');
  });
});
