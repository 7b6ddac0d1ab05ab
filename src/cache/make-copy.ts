import type { Copy } from './copy.js';
import type { Loaded } from './copy-question.js';

/** How long a copy that lacks something spares the upstream. */
const INCOMPLETE_FRESH_MS = 5_000;

/** A moment on both clocks. */
export interface Moment {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

export interface CopyLife {
  readonly askedAt: Moment;
  readonly now: Moment;
  readonly freshMs: number;
  readonly staleMs: number;
}

/**
 * A copy of what a question brought. It is fresh from the moment its answer came; one from an earlier question from
 * the moment of that question, unless nothing of it changes any more. One that lacks something is fresh for a moment, and never shown as stale.
 */
export function makeCopy<T>(
  { value, isComplete, sizeBytes, askedAtMs, settledUntilMs = -Infinity }: Loaded<T>,
  { askedAt, now, freshMs, staleMs }: CopyLife,
): Copy<T> {
  const asked = askedAtMs === undefined ? askedAt : earlier(askedAtMs, now, askedAt);
  const lifeBegins = askedAtMs === undefined ? now : asked;
  const lifeMs = isComplete ? freshMs : Math.min(freshMs, INCOMPLETE_FRESH_MS);
  const settledMs = Math.min(lifeMs, settledUntilMs - now.wallMs);
  const freshUntilMonotonicMs = Math.max(lifeBegins.monotonicMs + lifeMs, now.monotonicMs + settledMs);
  return {
    value,
    sizeBytes,
    fetchedAtMs: asked.wallMs,
    fetchedAtMonotonicMs: asked.monotonicMs,
    freshUntilMonotonicMs,
    staleUntilMonotonicMs: isComplete ? freshUntilMonotonicMs + staleMs : freshUntilMonotonicMs,
  };
}

/** The moment of an earlier question. One said to lie ahead is taken for the latest it can have been: no life gets longer. */
function earlier(askedAtMs: number, now: Moment, latest: Moment): Moment {
  const wallMs = Math.min(askedAtMs, latest.wallMs);
  return { wallMs, monotonicMs: Math.min(latest.monotonicMs, now.monotonicMs - (now.wallMs - wallMs)) };
}
