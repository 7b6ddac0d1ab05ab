import type { Copy } from './copy.js';
import type { Moment } from './make-copy.js';
import type { SharedEntry } from './shared-entry.js';

export interface Lives {
  readonly freshMs: number;
  readonly staleMs: number;
}

/** The times under which a copy is shared. `epoch` is that of its organization when the upstream was asked. */
export function toEntry(
  { key, copy, epoch }: { key: SharedEntry['key']; copy: Copy<unknown>; epoch: string },
  now: Moment,
): SharedEntry {
  return {
    key,
    epoch,
    writtenAtMs: now.wallMs,
    fetchedAtMs: copy.fetchedAtMs,
    ageMs: now.monotonicMs - copy.fetchedAtMonotonicMs,
    freshForMs: copy.freshUntilMonotonicMs - now.monotonicMs,
    staleForMs: copy.staleUntilMonotonicMs - now.monotonicMs,
    sizeBytes: copy.sizeBytes,
    value: copy.value,
  };
}

/** How long Redis is to hold an entry, whole milliseconds; zero or less: not at all. */
export function holdForMs({ freshForMs, staleForMs }: SharedEntry): number {
  return Math.floor(Math.max(freshForMs, staleForMs));
}

/**
 * A copy of this process, whose lives are no longer than the writer meant, nor than our own settings allow. The time
 * since it was written is told by our clock and by what Redis has left of it: the longer one counts, so that clocks
 * that disagree shorten a life, and never lengthen it.
 */
export function fromEntry(
  entry: SharedEntry,
  { now, leftMs, lives }: { now: Moment; leftMs: number; lives: Lives },
): Copy<unknown> {
  const sinceWrittenMs = Math.max(0, now.wallMs - entry.writtenAtMs, holdForMs(entry) - leftMs);
  const freshMs = Math.min(entry.freshForMs, lives.freshMs) - sinceWrittenMs;
  const staleMs = Math.min(entry.staleForMs, lives.freshMs + lives.staleMs) - sinceWrittenMs;
  return {
    value: entry.value,
    sizeBytes: entry.sizeBytes,
    fetchedAtMs: Math.min(entry.fetchedAtMs, now.wallMs),
    fetchedAtMonotonicMs: now.monotonicMs - Math.max(0, entry.ageMs) - sinceWrittenMs,
    freshUntilMonotonicMs: now.monotonicMs + freshMs,
    staleUntilMonotonicMs: now.monotonicMs + staleMs,
  };
}
