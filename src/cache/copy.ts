import type { CopyKey } from './copy-key.js';

/** What the upstream answered to one question about one organization. Never changed once made. */
export interface Copy<T> {
  readonly value: T;
  /** Wall clock, for people: when the upstream was asked. */
  readonly fetchedAtMs: number;
  /** Monotonic clock, for reckoning ages. */
  readonly fetchedAtMonotonicMs: number;
  /** Monotonic clock; from here on the copy is no longer fresh. RFC 9111 section 4.2. */
  readonly freshUntilMonotonicMs: number;
  /** Monotonic clock; until here it may be shown as stale. RFC 5861. */
  readonly staleUntilMonotonicMs: number;
  /** About how much memory it takes. */
  readonly sizeBytes: number;
  /** Where the copy is not held itself: the one that is held, and that it was made of. */
  readonly madeOf?: HeldCopy;
}

/** A copy as it is held. */
export interface HeldCopy {
  readonly key: CopyKey;
  readonly copy: Copy<unknown>;
}

export function isFresh(copy: Copy<unknown>, nowMonotonicMs: number): boolean {
  return nowMonotonicMs < copy.freshUntilMonotonicMs;
}

/** Whether a copy may be shown at all, fresh or stale. */
export function isUsable(copy: Copy<unknown>, nowMonotonicMs: number): boolean {
  return isFresh(copy, nowMonotonicMs) || nowMonotonicMs < copy.staleUntilMonotonicMs;
}
