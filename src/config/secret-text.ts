import { isKeyHash, isName } from './entry-values.js';
import { Rejection } from './rejection.js';

const SHORTEST_GATEWAY_SECRET = 16;

/** A gateway's secret alone lets its bearer act for any client: it must not be one that can be guessed. */
export function gatewaySecret(text: string): string | Rejection {
  return text.length >= SHORTEST_GATEWAY_SECRET
    ? text
    : new Rejection(`must have at least ${SHORTEST_GATEWAY_SECRET} characters`);
}

export function redisAddress(text: string): string | Rejection {
  const isRedis = !/\s/.test(text) && URL.canParse(text) && /^rediss?:\/\/[^/]/.test(text);
  return isRedis ? text : new Rejection('must be an address such as redis://host:6379 or rediss://host:6380');
}

/** Reads `name=sha256hex,name=sha256hex` as key hashes by client name; the same name twice has several keys. */
export function keyHashesByClient(text: string): ReadonlyMap<string, readonly string[]> | Rejection {
  const hashes = new Map<string, string[]>();
  for (const [index, item] of text.split(',').entries()) {
    const [name = '', hash = '', ...rest] = item.trim().split('=');
    if (!isName(name) || !isKeyHash(hash) || rest.length > 0) {
      return new Rejection(
        `must be name=hash,name=hash, each hash the SHA-256 of a key in 64 hexadecimal digits; item ${index + 1} is not`,
      );
    }
    hashes.set(name, [...(hashes.get(name) ?? []), hash.toLowerCase()]);
  }
  return hashes;
}
