import { isIP } from 'node:net';

import { Rejection } from './rejection.js';

const RANGE_NAMES = new Set(['loopback', 'linklocal', 'uniquelocal']);
const MOST_HOPS = 10;
const EXPECTED = `must be a comma-separated list of addresses, CIDR blocks and loopback, or a number of hops from 1 to ${MOST_HOPS}`;

/** Reads TRUST_PROXY: addresses, CIDR blocks and range names, or a number of hops; `none` is nobody. */
export function parseTrustProxy(text: string): readonly string[] | number | Rejection {
  if (text === 'none') return [];
  if (text === 'true') {
    return new Rejection(`${EXPECTED}: true would believe the X-Forwarded-For that any caller writes`);
  }
  if (/^\d+$/.test(text)) return parseHops(text);
  const proxies = text.split(',').map((proxy) => proxy.trim());
  return proxies.every(isProxy) ? proxies : new Rejection(EXPECTED, text);
}

function parseHops(text: string): number | Rejection {
  const hops = Number(text);
  return hops >= 1 && hops <= MOST_HOPS ? hops : new Rejection(EXPECTED, text);
}

function isProxy(text: string): boolean {
  if (RANGE_NAMES.has(text)) return true;
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  // A block of all addresses would be the refused `true` in other words.
  return /^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128);
}
