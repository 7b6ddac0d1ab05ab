import type { Clock } from '../config/clock.js';
import { AppError } from '../errors/app-error.js';
import { pause } from './pause.js';
import type { UpstreamError } from './upstream-error.js';
import type { TimedCall } from './upstream-request.js';

/** Closed for as long as the upstream asked to be left alone, for every call on the connection. RFC 9110 section 10.2.3. */
export class ThrottleGate {
  private untilMs = -Infinity;
  private asking: UpstreamError | undefined;

  constructor(private readonly clock: Clock) {}

  get isClosed(): boolean {
    return this.clock.monotonicMs() < this.untilMs;
  }

  /** Takes note of a failure that may have come with a wait. Of two waits, the one that ends later counts. */
  note(failure: UpstreamError): void {
    if (failure.askedWaitSeconds === undefined) return;
    const untilMs = this.clock.monotonicMs() + 1000 * failure.askedWaitSeconds;
    if (untilMs <= this.untilMs) return;
    this.untilMs = untilMs;
    this.asking = failure;
  }

  /** Waits until it is open. Rejects at once, with the class of the failure that closed it, when that is too late. */
  async pass(call: TimedCall): Promise<void> {
    while (this.asking !== undefined && this.isClosed) {
      const waitMs = this.untilMs - this.clock.monotonicMs();
      if (this.untilMs > call.deadlineMs) throw refusal(this.asking, waitMs);
      // oxlint-disable-next-line no-await-in-loop -- Somebody may have been asked to wait longer meanwhile.
      await pause(this.clock, waitMs, call.signal);
    }
  }
}

function refusal({ code, message }: UpstreamError, waitMs: number): AppError {
  return new AppError(code, message, { retryAfterSeconds: Math.ceil(waitMs / 1000) });
}
