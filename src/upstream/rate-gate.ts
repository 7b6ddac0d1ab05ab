import type { Clock } from '../config/clock.js';
import { AppError } from '../errors/app-error.js';
import { pause } from './pause.js';
import type { TimedCall } from './upstream-request.js';

const MINUTE_MS = 60_000;
/** Less than this is an error of the sum, and no wait. */
const ROUNDING_MS = 0.001;

/**
 * Spreads the calls of a connection evenly: up to a second's worth at once, and never more than the limit in any minute.
 * The generic cell rate algorithm, ITU-T I.371: all it remembers is when the calls let in so far would be through.
 */
export class RateGate {
  private readonly intervalMs: number;
  /** How far ahead of their even spread calls may be. */
  private readonly leadMs: number;
  private throughMs = -Infinity;

  constructor(
    maxRequestsPerMinute: number,
    private readonly clock: Clock,
  ) {
    const burst = Math.ceil(maxRequestsPerMinute / 60);
    // The burst comes out of the minute it belongs to, not on top of it.
    this.intervalMs = MINUTE_MS / (maxRequestsPerMinute - burst + 1);
    this.leadMs = (burst - 1) * this.intervalMs;
  }

  /** Throws `upstream-throttled` when a call behind so many others cannot have its turn in time. */
  assertFits(call: TimedCall, ahead: number): void {
    const waitMs = this.waitMs() + ahead * this.intervalMs;
    if (this.clock.monotonicMs() + waitMs > call.deadlineMs) throw refusal(waitMs);
  }

  /** Takes the next turn and waits for it. Throws `upstream-throttled`, and takes none, when that is too late. */
  async turn(call: TimedCall): Promise<void> {
    this.assertFits(call, 0);
    const waitMs = this.waitMs();
    this.throughMs = Math.max(this.throughMs, this.clock.monotonicMs()) + this.intervalMs;
    if (waitMs > 0) await pause(this.clock, waitMs, call.signal);
  }

  private waitMs(): number {
    const waitMs = this.throughMs - this.leadMs - this.clock.monotonicMs();
    return waitMs < ROUNDING_MS ? 0 : waitMs;
  }
}

function refusal(waitMs: number): AppError {
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  return new AppError('upstream-throttled', 'This connection has used up its calls for the moment.', {
    retryAfterSeconds,
  });
}
