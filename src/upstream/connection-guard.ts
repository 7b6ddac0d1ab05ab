import type { Clock } from '../config/clock.js';
import type { ConfigService } from '../config/config.service.js';
import type { CallAdmission } from './call-admission.js';
import { pause } from './pause.js';
import type { Randomness } from './randomness.js';
import type { RetryBudget } from './retry-budget.js';
import { retryDelayMs } from './retry-policy.js';
import type { TimedCall } from './upstream-request.js';

interface Failure {
  readonly error: unknown;
  /** Undefined when the attempt was not let in. */
  readonly sentMs: number | undefined;
}

/** Makes the calls of one connection: an attempt, and further ones where that may help, is paid for and fits in time. */
export class ConnectionGuard {
  constructor(
    private readonly admission: CallAdmission,
    private readonly budget: RetryBudget,
    private readonly config: ConfigService,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  /** What `attempt` brings. Rejects with the failure of the last attempt that was sent, or the reason why none was. */
  async run<T>(call: TimedCall, attempt: () => Promise<T>): Promise<T> {
    let last: Failure | undefined;
    for (let number = 1; ; number += 1) {
      // oxlint-disable-next-line no-await-in-loop -- There is a further attempt only when this one has failed.
      const outcome = await this.tryOnce(call, attempt, number);
      if ('value' in outcome) return outcome.value;
      call.signal.throwIfAborted();
      if (outcome.sentMs === undefined) throw (last ?? outcome).error;
      const delayMs = this.delayAfter(outcome, number, call);
      if (delayMs === undefined) throw outcome.error;
      last = outcome;
      // oxlint-disable-next-line no-await-in-loop -- It waits between two attempts.
      await pause(this.clock, delayMs, call.signal);
    }
  }

  /** An attempt was sent twice, because a kept connection was closed under it. */
  noteRepeat(): void {
    this.budget.charge();
  }

  private async tryOnce<T>(
    call: TimedCall,
    attempt: () => Promise<T>,
    number: number,
  ): Promise<{ readonly value: T } | Failure> {
    let sentMs: number | undefined;
    try {
      const value = await this.admission.run(call, () => {
        sentMs = this.clock.monotonicMs();
        // A call that is never let in pays for nobody's retry.
        if (number === 1) this.budget.noteCall();
        return attempt();
      });
      return { value };
    } catch (error) {
      return { error, sentMs };
    }
  }

  private delayAfter(
    { error, sentMs }: Failure,
    number: number,
    { deadlineMs }: TimedCall,
  ): number | undefined {
    if (number > this.config.current.upstream.retries || this.admission.isCircuitOpen) return undefined;
    const nowMs = this.clock.monotonicMs();
    const failed = { error, number, lastedMs: nowMs - (sentMs ?? nowMs), leftMs: deadlineMs - nowMs };
    const delayMs = retryDelayMs(failed, this.randomness.fraction());
    return delayMs !== undefined && this.budget.take() ? delayMs : undefined;
  }
}
