import type { RequestHeaders } from './authenticator.js';

const BEARER = /^bearer(?: +(?<token>.*))?$/i;
const TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;

/** The token of `Authorization: Bearer`, RFC 6750 section 2.1: empty for one that is malformed, undefined without any. */
export function bearerTokenOf({ authorization }: RequestHeaders): string | undefined {
  // Node keeps the first of repeated fields, a proxy may have looked at the last: neither is believed.
  if (Array.isArray(authorization)) return '';
  const match = BEARER.exec(authorization ?? '');
  if (match === null) return undefined;
  const token = match.groups?.['token'] ?? '';
  return TOKEN.test(token) ? token : '';
}
