import type { Clock } from '../config/clock.js';
import { untilAborted } from '../outgoing/until-aborted.js';

/** Waits by the clock. Rejects with the signal's reason when it aborts first, and leaves no timer behind. */
export async function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  const over = Promise.withResolvers<void>();
  const cancel = clock.after(delayMs, over.resolve);
  try {
    await untilAborted(over.promise, signal);
  } finally {
    cancel();
  }
}
