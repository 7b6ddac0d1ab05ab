import {
  request as requestPlain,
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import { request as requestSecure } from 'node:https';

import { HttpCallError, OversizedBodyError, type HttpAnswer, type HttpCall } from './http-call.js';

/**
 * Makes one call over Node's own HTTP: no redirect is followed, no proxy asked, and nothing inflated. Rejects with an
 * `HttpCallError`. With what axios does in its place, a call took a quarter more of the processor's time.
 */
export async function exchangeOverHttp(call: HttpCall, headers: OutgoingHttpHeaders): Promise<HttpAnswer> {
  call.signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
  const request = open(call, headers);
  const fail = (cause: unknown): void => reject(new HttpCallError(request, cause));
  const leave = (): void => void request.destroy(new Error('the call was ended'));
  // Errors that come after the answer concern nobody, but somebody has to listen to them.
  request.on('error', fail);
  request.on('response', (response) => {
    response.on('error', fail);
    if (!call.isBodyIgnored) return readBody(response, call.maxBytes, { resolve, fail });
    resolve(answerOf(response, Buffer.alloc(0)));
    // A body that never ends holds nobody.
    request.destroy();
  });
  call.signal.addEventListener('abort', leave, { once: true });
  request.end(call.body);
  try {
    return await promise;
  } finally {
    call.signal.removeEventListener('abort', leave);
  }
}

function open({ method, url, agents }: HttpCall, headers: OutgoingHttpHeaders): ClientRequest {
  const isSecure = url.protocol === 'https:';
  return (isSecure ? requestSecure : requestPlain)({
    agent: isSecure ? agents.httpsAgent : agents.httpAgent,
    method,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    path: url.pathname + url.search,
    headers,
    // Said here, so that nothing else can say otherwise.
    insecureHTTPParser: false,
  });
}

interface Outcome {
  readonly resolve: (answer: HttpAnswer) => void;
  readonly fail: (cause: unknown) => void;
}

/** The whole body, or the failure: one that is cut short is an error of the response. */
function readBody(response: IncomingMessage, maxBytes: number, { resolve, fail }: Outcome): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes <= maxBytes) return;
    fail(new OversizedBodyError());
    response.destroy();
  });
  response.on('end', () => resolve(answerOf(response, Buffer.concat(chunks, bytes))));
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, body: Buffer): HttpAnswer {
  const fields = Object.entries(headers).map(([name, value = '']): [string, string] => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return { status: statusCode, headers: Object.fromEntries(fields), body };
}
