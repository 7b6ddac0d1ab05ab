import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';

import { expectConnectionsTo } from '../support/no-unexpected-connections.js';

/** A key pair of an issuer, with the public half as a key set lists it. */
export interface SigningKey {
  readonly algorithm: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

export async function signingKey(kid: string, algorithm = 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  return { algorithm, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' } };
}

type Answer = (response: ServerResponse) => void;

/** What an issuer serves at its `jwks_uri`, and how often it was asked. */
export interface KeyService {
  readonly url: string;
  readonly fetches: number;
  /** Serves these keys from now on. */
  publish(...keys: readonly object[]): void;
  /** Answers like this from now on. */
  answer(answer: Answer): void;
  close(): Promise<void>;
}

export async function startKeyService(...keys: readonly object[]): Promise<KeyService> {
  let fetches = 0;
  let answer = keySetAnswer(keys);
  const server = createServer((request, response) => {
    fetches += 1;
    if (request.url === '/keys') answer(response);
    else response.writeHead(500).end();
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const { port } = server.address() as AddressInfo;
  expectConnectionsTo(port);
  return {
    url: `http://127.0.0.1:${port}/keys`,
    get fetches() {
      return fetches;
    },
    publish: (...next) => (answer = keySetAnswer(next)),
    answer: (next) => (answer = next),
    close: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}

const keySetAnswer =
  (keys: readonly object[]): Answer =>
  (response) =>
    response
      // Every fetch is a connection of its own, so that one that breaks is not taken for one that had gone stale.
      .writeHead(200, { 'content-type': 'application/json', connection: 'close' })
      .end(JSON.stringify({ keys }));
