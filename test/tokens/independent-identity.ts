import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { RequestListener } from 'node:http';

import { Provider } from 'oidc-provider';

import { serveHttp } from './local-server.js';
import { CLIENT_ID } from './token-setup.js';

const SCOPE = 'dynamics.readwrite.all';

/** How the one client of the independent identity service proves itself. */
export type RegisteredClient =
  { readonly secret: string } | { readonly certificatePem: string; readonly thumbprint: string };

/** An identity service that is not of our making, with one client. Answers its token endpoint. */
export async function startIndependentIdentity(client: RegisteredClient): Promise<string> {
  // The issuer's name needs the port, which is known only when the server listens.
  const handlers: RequestListener[] = [];
  const server = await serveHttp((request, response) => handlers[0]?.(request, response));
  handlers.push(new Provider(server.url.origin, configurationFor(client)).callback());
  return new URL('/token', server.url).href;
}

function configurationFor(client: RegisteredClient): object {
  const signingKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        scope: SCOPE,
        ...registrationOf(client),
      },
    ],
    scopes: [SCOPE],
    jwks: { keys: [{ ...signingKey, use: 'sig', kid: 'own' }] },
    ttl: { ClientCredentials: 600 },
    features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
  };
}

function registrationOf(client: RegisteredClient): object {
  if ('secret' in client) {
    return { client_secret: client.secret, token_endpoint_auth_method: 'client_secret_post' };
  }
  const key = createPublicKey(client.certificatePem).export({ format: 'jwk' });
  return {
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'RS256',
    jwks: { keys: [{ ...key, kid: client.thumbprint, use: 'sig', alg: 'RS256' }] },
  };
}
