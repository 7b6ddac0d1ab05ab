import { type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';

import { startWorld, type World } from '../cache/small-world.js';
import { clientEntry } from '../support/service.js';
import { NOW_MS } from '../support/upstream.js';
import { type KeyService, type SigningKey, signingKey, startKeyService } from './key-service.js';

export const ISSUER = 'https://issuer.example/';
export const AUDIENCE = 'backup-jobs';

/** The claims of a token that is good for two days, of the client that sees everything. */
export const CLAIMS: JWTPayload = {
  iss: ISSUER,
  aud: AUDIENCE,
  exp: NOW_MS / 1000 + 172_800,
  client_id: 'app-of-all',
};

export interface TokenWorld extends World {
  readonly keys: KeyService;
  readonly key: SigningKey;
}

export interface TokenWorldOptions {
  readonly modes?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly algorithm?: string;
}

/** The service for callers with JWTs, and the issuer's key service with one key. */
export async function startTokenWorld({
  modes = 'jwt',
  environment = {},
  algorithm = 'ES256',
}: TokenWorldOptions = {}): Promise<TokenWorld> {
  const key = await signingKey('first', algorithm);
  const keys = await startKeyService(key.jwk);
  const jwt = { JWT_ISSUER: ISSUER, JWT_AUDIENCE: AUDIENCE, JWT_JWKS_URL: keys.url };
  const world = await startWorld({
    clients: [
      { ...clientEntry('all', 'key-all'), jwtClientId: 'app-of-all' },
      { ...clientEntry('sales', 'key-sales', ['sales']), jwtClientId: 'app-of-sales' },
    ],
    environment: { AUTH_MODES: modes, ...jwt, ...environment },
  });
  const close = async (): Promise<void> => {
    await world.close();
    await keys.close();
  };
  return { ...world, keys, key, close };
}

/** A compact JWT; undefined claims are left out. */
export function tokenOf(
  { algorithm, privateKey, jwk }: SigningKey,
  claims: JWTPayload = {},
  header: Partial<JWTHeaderParameters> = {},
): Promise<string> {
  const { kid } = jwk;
  return new SignJWT({ ...CLAIMS, ...claims })
    .setProtectedHeader({ alg: algorithm, ...(kid === undefined ? {} : { kid }), ...header })
    .sign(privateKey);
}

/** A compact JWT of any header and signature. */
export function forgedToken(header: object, claims: object = CLAIMS, signature = ''): string {
  const parts = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `${parts.join('.')}.${signature}`;
}

export const bearer = (token: string) => ({ key: null, headers: { authorization: `Bearer ${token}` } });
