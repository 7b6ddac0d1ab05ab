import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

import { bearerTokenOf, sha256Hex } from './issued-tokens.js';

/** The identity service, either contract by its path, or anything else. */
export type Route = 'token' | 'get' | 'post' | 'other';

const ROUTES: ReadonlyMap<string, Route> = new Map([
  ['/connect/token', 'token'],
  ['/dynamicsbackup/jobs', 'get'],
  ['/api/OpenApi/GetJobs', 'post'],
]);

/** One request as it came in. It holds no token and no secret, only their SHA-256 in hex. */
export interface ReceivedRequest {
  readonly route: Route;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case, without `authorization`. */
  readonly headers: Readonly<IncomingHttpHeaders>;
  /** Of the bearer token; undefined when none came. */
  readonly tokenSha256: string | undefined;
  /** JSON parsed, a form as an object, any other text as it is, undefined when empty. */
  readonly body: unknown;
  /** By the stand-in's clock. */
  readonly receivedAtMs: number;
}

const MOST_KEPT = 10_000;
const SECRET_FIELDS = new Set(['client_secret', 'client_assertion']);

function formWithoutSecrets(text: string): Record<string, string> {
  const entries = [...new URLSearchParams(text)];
  return Object.fromEntries(
    entries.map(([name, value]) => [name, SECRET_FIELDS.has(name) ? sha256Hex(value) : value]),
  );
}

function parsedBody(text: string, route: Route): unknown {
  if (text === '') return undefined;
  if (route === 'token') return formWithoutSecrets(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

export function recordOf(request: IncomingMessage, bodyText: string, receivedAtMs: number): ReceivedRequest {
  const { authorization, ...headers } = request.headers;
  const [path = '', queryText = ''] = (request.url ?? '').split(/\?(.*)/s);
  const route = ROUTES.get(path) ?? 'other';
  const token = bearerTokenOf(authorization);
  return {
    route,
    method: request.method ?? '',
    path,
    query: new URLSearchParams(queryText),
    headers,
    tokenSha256: token === undefined ? undefined : sha256Hex(token),
    body: parsedBody(bodyText, route),
    receivedAtMs,
  };
}

/** The latest ten thousand requests, oldest first, and how many there were in all. */
export class ReceivedRequests {
  readonly latest: ReceivedRequest[] = [];
  private readonly counts = new Map<Route, number>();

  add(request: ReceivedRequest): void {
    this.latest.push(request);
    if (this.latest.length > MOST_KEPT) this.latest.shift();
    this.counts.set(request.route, this.count(request.route) + 1);
  }

  count(route: Route): number {
    return this.counts.get(route) ?? 0;
  }

  clear(): void {
    this.latest.length = 0;
    this.counts.clear();
  }
}
