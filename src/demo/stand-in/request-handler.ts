import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Faults } from './faults.js';
import type { Identity } from './identity.js';
import { bearerTokenOf, type IssuedTokens } from './issued-tokens.js';
import { JobsApi, type JobSource } from './jobs-api.js';
import { recordOf, type ReceivedRequest, type ReceivedRequests } from './received-requests.js';
import { refusal, type StandInAnswer } from './vendor-errors.js';

interface HandlerParts {
  readonly now: () => number;
  readonly received: ReceivedRequests;
  readonly faults: Faults;
  readonly tokens: IssuedTokens;
  readonly identity: Identity;
  readonly jobs: JobSource;
}

const LARGEST_BODY_BYTES = 1_048_576;

/** The body as text; undefined when it is larger than anybody needs. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // The rest is read all the same: leaving it would cut the connection before the answer is out.
    if (bytes <= LARGEST_BODY_BYTES) chunks.push(chunk);
  }
  return bytes > LARGEST_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { status, body }: StandInAnswer): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

/** One request's way: it is read, noted, met by a fault or answered. */
export class RequestHandler {
  private readonly jobsApi: JobsApi;

  constructor(private readonly parts: HandlerParts) {
    this.jobsApi = new JobsApi(parts.jobs);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      // Its own clock, as every server's: callers may look how far theirs is off. RFC 9110 section 6.6.1.
      response.setHeader('date', new Date(this.parts.now()).toUTCString());
      const bodyText = await bodyOf(request);
      if (bodyText === undefined) return send(response, refusal(413));
      const noted = recordOf(request, bodyText, this.parts.now());
      this.parts.received.add(noted);
      const respond = this.parts.faults.take(noted);
      if (respond !== undefined && (await respond(noted, response)) !== 'continue') return;
      send(response, this.answer(request, bodyText, noted));
    } catch {
      // A caller who left needs no answer; a source of jobs that throws is the test's mistake, and looks like one.
      if (response.headersSent) response.destroy();
      else send(response, refusal(500));
    }
  }

  private answer(request: IncomingMessage, bodyText: string, noted: ReceivedRequest): StandInAnswer {
    const { now, tokens, identity } = this.parts;
    const { authorization, 'content-type': contentType } = request.headers;
    const { route } = noted;
    if (route === 'other') return refusal(404);
    if (route !== 'token') {
      const tenant = tokens.tenantOf(bearerTokenOf(authorization), now());
      return this.jobsApi.answer({ ...noted, route }, tenant, now());
    }
    return request.method === 'POST' ? identity.answer({ contentType, bodyText }, now()) : refusal(405);
  }
}
