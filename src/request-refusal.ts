import type { IncomingMessage } from 'node:http';

import { AppError } from './errors/app-error.js';

/** Longest address that is read: far above what any page of jobs needs. */
const MAX_URL_LENGTH = 8_000;

const HOST = 'host';
const BODILESS_METHODS = new Set(['GET', 'HEAD', 'DELETE']);

type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'headers' | 'rawHeaders'>;

/** Why a request is refused before anybody asks who sent it; undefined when it is not. */
export function refusalOf({
  method = '',
  url = '',
  httpVersion,
  headers,
  rawHeaders,
}: RequestHead): AppError | undefined {
  if (url.length > MAX_URL_LENGTH)
    return new AppError('uri-too-long', `An address may have ${MAX_URL_LENGTH} characters.`);
  // RFC 9112 section 3.2; the server underneath would answer with a bare 400.
  const hosts = hostsIn(rawHeaders);
  if (hosts > 1 || (httpVersion === '1.1' && hosts === 0))
    return refusal('Host', 'An HTTP/1.1 request names one host.');
  if (!BODILESS_METHODS.has(method) || !hasBody(headers)) return undefined;
  return refusal('body', `A ${method} request has no body here.`);
}

/** Names stand at the even places, each before its value. */
function hostsIn(rawHeaders: readonly string[]): number {
  let hosts = 0;
  for (let place = 0; place < rawHeaders.length; place += 2) {
    const name = rawHeaders[place];
    if (name?.length === HOST.length && name.toLowerCase() === HOST) hosts += 1;
  }
  return hosts;
}

/** Whether a body comes after the header. RFC 9112 section 6.3. */
export function hasBody(headers: RequestHead['headers']): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function refusal(parameter: string, message: string): AppError {
  return new AppError('validation-failed', message, { faults: [{ parameter, message }] });
}
