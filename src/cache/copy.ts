/** What the upstream answered to one question about one organization. Never changed once made. */
export interface Copy<T> {
  readonly value: T;
  /** Wall clock, for people. */
  readonly fetchedAtMs: number;
  /** Monotonic clock, for reckoning ages. */
  readonly fetchedAtMonotonicMs: number;
  /** Monotonic clock; from here on the copy is no longer fresh. RFC 9111 section 4.2. */
  readonly freshUntilMonotonicMs: number;
  /** About how much memory it takes. */
  readonly sizeBytes: number;
}

export function isFresh(copy: Copy<unknown>, nowMonotonicMs: number): boolean {
  return nowMonotonicMs < copy.freshUntilMonotonicMs;
}
