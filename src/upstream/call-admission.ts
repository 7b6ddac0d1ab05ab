import type { ConnectionSettings } from '../config/settings.js';
import type { CallSlots } from './call-slots.js';
import { verdictOf } from './call-verdict.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import type { RateGate } from './rate-gate.js';
import type { ThrottleGate } from './throttle-gate.js';
import { UpstreamError } from './upstream-error.js';
import type { TimedCall } from './upstream-request.js';

/** The upstream asked to be left alone while the call waited for its place. */
const HELD_BACK = Symbol('held back');

/** Lets one attempt at a time through everything that may hold it back, and learns from how it went. */
export class CallAdmission {
  constructor(
    private readonly connection: ConnectionSettings,
    private readonly slots: CallSlots,
    private readonly breaker: CircuitBreaker,
    private readonly throttle: ThrottleGate,
    private readonly rate: RateGate | undefined,
  ) {}

  get isCircuitOpen(): boolean {
    return this.breaker.isOpen;
  }

  /** Runs `attempt` once. Rejects as it does, or with the reason why it was not let in. */
  async run<T>(call: TimedCall, attempt: () => Promise<T>): Promise<T> {
    this.breaker.assertMayCall();
    // Nobody who waits for the upstream's leave keeps a place from others.
    await this.throttle.pass(call);
    this.rate?.assertFits(call, this.slots.aheadOf(this.connection, call.lane));
    const outcome = await this.slots.run(
      this.connection,
      call.signal,
      async () => {
        await this.rate?.turn(call);
        return this.throttle.isClosed ? HELD_BACK : { value: await this.watched(attempt) };
      },
      call,
    );
    return outcome === HELD_BACK ? await this.run(call, attempt) : outcome.value;
  }

  private async watched<T>(attempt: () => Promise<T>): Promise<T> {
    const report = this.breaker.enter();
    try {
      const value = await attempt();
      report('success');
      return value;
    } catch (error) {
      report(verdictOf(error));
      if (error instanceof UpstreamError) this.throttle.note(error);
      throw error;
    }
  }
}
