import type { Agent as HttpAgent, ClientRequest } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';

/** One call as it goes over the network. */
export interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly body: string | undefined;
  readonly agents: Agents;
  /** Largest body read, as it comes: its content coding is left as it is. */
  readonly maxBytes: number;
  readonly isBodyIgnored: boolean;
  /** Ends the call. */
  readonly signal: AbortSignal;
}

/** Who opens and keeps the connections. */
export interface Agents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/** A whole answer. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A call without a whole answer. Holds the request, whose header holds the token: it must go no further than this folder. */
export class HttpCallError extends Error {
  override readonly name = 'HttpCallError';

  constructor(
    readonly request: ClientRequest,
    override readonly cause: unknown,
  ) {
    super('the call brought no whole answer');
  }
}

/** The body grew over what may be read. */
export class OversizedBodyError extends Error {
  override readonly name = 'OversizedBodyError';
}
