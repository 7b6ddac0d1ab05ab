import { LRUCache } from 'lru-cache';

import type { Clock } from '../config/clock.js';
import type { CopyKey } from './copy-key.js';

/** How long a refresh that failed is not repeated behind the callers' backs. */
const REST_MS = 5_000;
/** More questions than are refreshed at once anywhere; a forgotten one is only tried again sooner. */
const MOST_REMEMBERED = 10_000;

interface Failure {
  readonly error: unknown;
  readonly atMonotonicMs: number;
}

/** Remembers which refreshes failed, and spares the upstream their repetition for a moment. */
export class RefreshRests {
  private readonly failures = new LRUCache<CopyKey, Failure>({ max: MOST_REMEMBERED });

  constructor(private readonly clock: Clock) {}

  failed(key: CopyKey, error: unknown): void {
    this.failures.set(key, { error, atMonotonicMs: this.clock.monotonicMs() });
  }

  succeeded(key: CopyKey): void {
    this.failures.delete(key);
  }

  /** Why the last refresh failed; undefined when it did not. */
  failureOf(key: CopyKey): unknown {
    return this.failures.get(key)?.error;
  }

  mayRefresh(key: CopyKey): boolean {
    const failure = this.failures.get(key);
    return failure === undefined || this.clock.monotonicMs() - failure.atMonotonicMs >= REST_MS;
  }
}
