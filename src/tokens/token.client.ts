import { allowInsecureRequests, clientCredentialsGrantRequest, customFetch } from 'oauth4webapi';

import type { Clock } from '../config/clock.js';
import type { ConfigService } from '../config/config.service.js';
import { Secret } from '../config/secret.js';
import type { ConnectionSettings } from '../config/settings.js';
import { isLoopbackHost } from '../config/web-address.js';
import type { AppError } from '../errors/app-error.js';
import {
  OutgoingError,
  type OutgoingAnswer,
  type OutgoingClient,
  type OutgoingFailure,
} from '../outgoing/outgoing.client.js';
import type { AccessToken } from './access-token.js';
import type { ClientProof } from './client-proof.js';
import { readTokenAnswer, type TokenAnswer } from './token-answer.js';
import { tokenFailure } from './token-failure.js';
import { tokenLife } from './token-life.js';

const MAX_ANSWER_BYTES = 64 * 1024;

/** What became of one proof. */
export type TokenOutcome =
  { readonly kind: 'issued'; readonly token: AccessToken } | Extract<TokenAnswer, { kind: 'refused' }>;

/** One token request with one proof: the client credentials grant of RFC 6749 section 4.4. */
export class TokenClient {
  constructor(
    private readonly outgoing: OutgoingClient,
    private readonly clock: Clock,
    private readonly config: ConfigService,
  ) {}

  /** A token or a refusal. Rejects with an `AppError` for every other outcome. */
  async request(
    connection: ConnectionSettings,
    proof: ClientProof,
    signal: AbortSignal,
  ): Promise<TokenOutcome> {
    // The life counts from before the request: the identity service may have started it at any moment since.
    const requestedAtMs = this.clock.monotonicMs();
    const answer = await this.send(connection, proof, signal);
    const read = readTokenAnswer(answer, connection.name, this.clock.wallMs());
    if (read.kind === 'refused') return read;
    const life = tokenLife(requestedAtMs, read.expiresIn);
    return { kind: 'issued', token: { value: new Secret(read.value), life } };
  }

  private async send(
    { name, tokenUrl, clientId, scope }: ConnectionSettings,
    { authenticate }: ClientProof,
    signal: AbortSignal,
  ): Promise<OutgoingAnswer> {
    const answer = Promise.withResolvers<OutgoingAnswer>();
    const url = new URL(tokenUrl);
    const isLoopback = isLoopbackHost(url.hostname);
    if (url.protocol !== 'https:' && !isLoopback) throw tokenFailure(name, 'upstream-unavailable');
    try {
      await clientCredentialsGrantRequest(
        { issuer: url.origin, token_endpoint: tokenUrl },
        { client_id: clientId },
        authenticate,
        { scope },
        {
          [allowInsecureRequests]: isLoopback,
          // The library makes the request; its reading of the answer is too strict, so it gets an empty one.
          [customFetch]: async (_, { body, headers }) => {
            answer.resolve(await this.post(url, { headers, body: body.toString(), signal }));
            return new Response();
          },
        },
      );
    } catch (error) {
      throw error instanceof OutgoingError ? failureOfCall(name, error.failure) : error;
    }
    return await answer.promise;
  }

  private post(
    url: URL,
    form: { readonly headers: Record<string, string>; readonly body: string; readonly signal: AbortSignal },
  ): Promise<OutgoingAnswer> {
    const { timeoutMs } = this.config.current.upstream;
    return this.outgoing.send({ ...form, method: 'POST', url, timeoutMs, maxBytes: MAX_ANSWER_BYTES });
  }
}

function failureOfCall(connectionName: string, failure: OutgoingFailure): AppError {
  switch (failure) {
    case 'timeout':
      return tokenFailure(connectionName, 'upstream-timeout');
    case 'interrupted':
    case 'oversized':
      return tokenFailure(connectionName, 'upstream-invalid');
    case 'unreachable':
    case 'cancelled':
      return tokenFailure(connectionName, 'upstream-unavailable');
    default:
      return failure satisfies never;
  }
}
