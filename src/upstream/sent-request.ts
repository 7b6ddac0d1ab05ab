import type { ConnectionSettings } from '../config/settings.js';
import type { AccessToken } from '../tokens/access-token.js';
import type { CallContext, UpstreamRequest } from './upstream-request.js';

/** Where a request goes: the configured base, and nothing an upstream ever said. */
export function addressOf(connection: ConnectionSettings, request: UpstreamRequest): URL {
  const url = new URL(connection.baseUrl + request.path);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  return url;
}

export function headersOf(
  request: UpstreamRequest,
  call: CallContext,
  token: AccessToken,
): Record<string, string> {
  return {
    accept: 'application/json',
    authorization: `Bearer ${token.value.reveal()}`,
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(call.traceparent === undefined ? {} : { traceparent: call.traceparent }),
  };
}
