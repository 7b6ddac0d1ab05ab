import type { Allowance } from './rate-limiter.js';
import { WINDOW_MS } from './rate-window.js';

/** What a caller is told of its limit: draft-ietf-httpapi-ratelimit-headers-11, sections 3 and 4. */
export function rateHeaders({ limit, remaining, resetSeconds }: Allowance): Record<string, string> {
  return {
    'ratelimit-policy': `"client";q=${limit};w=${WINDOW_MS / 1000}`,
    ratelimit: `"client";r=${remaining};t=${resetSeconds}`,
  };
}
