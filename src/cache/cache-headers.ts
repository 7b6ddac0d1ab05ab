import type { CacheDirectives } from './cache-directives.js';
import type { Lookup } from './read-context.js';

export interface Freshness {
  readonly directives: CacheDirectives;
  readonly lookups: readonly Pick<Lookup, 'copy' | 'state' | 'isCollapsed'>[];
  /** Whether an organization is missing from the answer. */
  readonly isPartial: boolean;
  readonly nowMonotonicMs: number;
}

/** What the header says of an answer's freshness: `Cache-Control`, `Age` (RFC 9111) and `Cache-Status` (RFC 9211). */
export function cacheHeaders(freshness: Freshness): Record<string, string> {
  // A partial page is never cached: the missing organization may be back in a second.
  const maxAgeSeconds = freshness.isPartial ? 0 : Math.max(0, ttlSeconds(freshness));
  return {
    'cache-control': `private, max-age=${maxAgeSeconds}`,
    age: String(ageSeconds(freshness)),
    'cache-status': cacheStatus(freshness),
  };
}

function cacheStatus(freshness: Freshness): string {
  const { directives, lookups, isPartial } = freshness;
  if (directives.mustAsk) return 'bff; fwd=request';
  const fetched = lookups.filter(({ state }) => state === 'live');
  if (fetched.length === 0 && (!isPartial || directives.mayOnlyUseCopies))
    return `bff; hit; ttl=${ttlSeconds(freshness)}`;
  const hasOnlyWaited = fetched.length > 0 && fetched.every(({ isCollapsed }) => isCollapsed);
  return hasOnlyWaited ? 'bff; fwd=miss; collapsed' : 'bff; fwd=miss';
}

/** Whole seconds until the first of the copies is no longer fresh; negative when one already is not. */
function ttlSeconds({ lookups, nowMonotonicMs }: Freshness): number {
  const soonestMs = Math.min(...lookups.map(({ copy }) => copy.freshUntilMonotonicMs));
  return Number.isFinite(soonestMs) ? Math.floor((soonestMs - nowMonotonicMs) / 1000) : 0;
}

function ageSeconds({ lookups, nowMonotonicMs }: Freshness): number {
  const oldestMs = Math.min(nowMonotonicMs, ...lookups.map(({ copy }) => copy.fetchedAtMonotonicMs));
  return Math.floor((nowMonotonicMs - oldestMs) / 1000);
}
