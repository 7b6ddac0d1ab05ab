import type { CacheDirectives } from './cache-directives.js';
import type { Lookup } from './read-context.js';

/** What the looks for the copies of an answer come to: all that its freshness depends on, beside the time. */
export interface Provenance {
  /** Monotonic clock: the oldest of its copies; Infinity without any. */
  readonly fetchedAtMs: number;
  /** Monotonic clock: the end of the first of them; Infinity without any. */
  readonly freshUntilMs: number;
  /** Who made the service ask the upstream for it, if anybody did. */
  readonly askedFor: 'nobody' | 'another' | 'this';
}

type Look = Pick<Lookup, 'copy' | 'state' | 'isCollapsed'>;

export interface Freshness {
  readonly directives: CacheDirectives;
  readonly provenance: Provenance;
  /** Whether an organization is missing from the answer. */
  readonly isPartial: boolean;
  readonly nowMonotonicMs: number;
}

/** Sums up the looks that one answer took. */
export function provenanceOf(lookups: readonly Look[]): Provenance {
  return {
    fetchedAtMs: Math.min(...lookups.map(({ copy }) => copy.fetchedAtMonotonicMs)),
    freshUntilMs: Math.min(...lookups.map(({ copy }) => copy.freshUntilMonotonicMs)),
    askedFor: askedForBy(lookups),
  };
}

function askedForBy(lookups: readonly Look[]): Provenance['askedFor'] {
  const fetched = lookups.filter(({ state }) => state === 'live');
  if (fetched.length === 0) return 'nobody';
  return fetched.every(({ isCollapsed }) => isCollapsed) ? 'another' : 'this';
}

/** What the header says of an answer's freshness: `Cache-Control`, `Age` (RFC 9111) and `Cache-Status` (RFC 9211). */
export function cacheHeaders(freshness: Freshness): Record<string, string> {
  const ttlSeconds = ttlSecondsOf(freshness);
  // A partial page is never cached: the missing organization may be back in a second.
  const maxAgeSeconds = freshness.isPartial ? 0 : Math.max(0, ttlSeconds);
  return {
    'cache-control': `private, max-age=${maxAgeSeconds}`,
    age: String(ageSecondsOf(freshness)),
    'cache-status': cacheStatus(freshness, ttlSeconds),
  };
}

function cacheStatus({ directives, provenance, isPartial }: Freshness, ttlSeconds: number): string {
  if (directives.mustAsk) return 'bff; fwd=request';
  if (provenance.askedFor === 'nobody' && (!isPartial || directives.mayOnlyUseCopies))
    return `bff; hit; ttl=${ttlSeconds}`;
  return provenance.askedFor === 'another' ? 'bff; fwd=miss; collapsed' : 'bff; fwd=miss';
}

/** Whole seconds until the first of the copies is no longer fresh; negative when one already is not. */
function ttlSecondsOf({ provenance: { freshUntilMs }, nowMonotonicMs }: Freshness): number {
  return Number.isFinite(freshUntilMs) ? Math.floor((freshUntilMs - nowMonotonicMs) / 1000) : 0;
}

function ageSecondsOf({ provenance: { fetchedAtMs }, nowMonotonicMs }: Freshness): number {
  return Math.floor((nowMonotonicMs - Math.min(nowMonotonicMs, fetchedAtMs)) / 1000);
}
