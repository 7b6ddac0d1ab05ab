import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

import { serveHttp, type LocalServer } from './local-server.js';

/** One token request as it came in. */
export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
  readonly form: URLSearchParams;
  readonly response: ServerResponse;
}

export type IdentityAnswer = (request: ReceivedRequest, count: number) => unknown;

/** A small identity service that records what it receives and answers as the test says at that moment. */
export class IdentityServer {
  readonly received: ReceivedRequest[] = [];
  answer: IdentityAnswer = issue();

  private constructor(private readonly server: LocalServer) {}

  static async start(): Promise<IdentityServer> {
    const server = await serveHttp((request, response) => void identity.receive(request, response));
    const identity = new IdentityServer(server);
    return identity;
  }

  get tokenUrl(): string {
    return new URL('/connect/token', this.server.url).href;
  }

  get count(): number {
    return this.received.length;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.server.connections.size;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const { 'content-type': contentType, authorization } = request.headers;
    const form = new URLSearchParams(body);
    const received = { method: request.method, contentType, authorization, body, form, response };
    this.received.push(received);
    this.answer(received, this.count);
  }
}

/** Issues `token-1`, `token-2` and so on, with these members changed. */
export function issue(changes: Readonly<Record<string, unknown>> = {}): IdentityAnswer {
  return ({ response }, count) =>
    sendJson(response, 200, {
      token_type: 'Bearer',
      expires_in: 3600,
      ext_expires_in: 3600,
      access_token: `token-${count}`,
      ...changes,
    });
}

/** Refuses with a code of RFC 6749 section 5.2. */
export function refuse(error = 'invalid_client', status = 400): IdentityAnswer {
  return ({ response }) => sendJson(response, status, { error });
}

/** Accepts one secret and answers `invalid_client` to every other. */
export function acceptOnly(secret: string): IdentityAnswer {
  return (request, count) =>
    request.form.get('client_secret') === secret ? issue()(request, count) : refuse()(request, count);
}

/** Answers with anything. */
export function reply(
  status: number,
  body: string | Buffer,
  headers: Record<string, string> = {},
): IdentityAnswer {
  return ({ response }) => response.writeHead(status, headers).end(body);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
