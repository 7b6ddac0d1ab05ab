import type { Clock } from '../config/clock.js';
import { AppError } from '../errors/app-error.js';
import type { CallVerdict } from './call-verdict.js';
import { FailureWindow } from './failure-window.js';
import type { Randomness } from './randomness.js';

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 30_000;
/** Replicas that lost the same upstream do not come back to it in step. */
const SPREAD = 0.2;

type State =
  | { readonly kind: 'closed'; readonly window: FailureWindow }
  | { readonly kind: 'open'; readonly pauseMs: number; readonly untilMs: number; isProbing: boolean };

/** Tells, once, how a call went. */
export type CallReport = (verdict: CallVerdict) => void;

/** Stops asking an upstream that fails. After a pause one call probes it: its success closes the circuit, its failure doubles the pause. */
export class CircuitBreaker {
  private state: State = { kind: 'closed', window: new FailureWindow() };

  constructor(
    private readonly clock: Clock,
    private readonly randomness: Randomness,
    private readonly onChange: (change: 'opened' | 'closed') => void,
  ) {}

  get isOpen(): boolean {
    return this.state.kind === 'open';
  }

  /** Throws `circuit-open` when a call would be refused now. */
  assertMayCall(): void {
    if (this.state.kind === 'closed') return;
    const leftMs = this.state.untilMs - this.clock.monotonicMs();
    if (leftMs > 0 || this.state.isProbing) throw refusal(leftMs);
  }

  /** Lets one call through, or throws `circuit-open`. The call has to be reported, whatever comes of it. */
  enter(): CallReport {
    this.assertMayCall();
    const { state } = this;
    if (state.kind === 'open') state.isProbing = true;
    return (verdict) => {
      // What was asked before the circuit changed says nothing about the upstream as it is now.
      if (state === this.state) this.take(verdict, state);
    };
  }

  private take(verdict: CallVerdict, state: State): void {
    if (state.kind === 'closed') return this.count(verdict, state.window);
    if (verdict === 'nothing') state.isProbing = false;
    else if (verdict === 'failure') this.open(Math.min(LONGEST_PAUSE_MS, 2 * state.pauseMs));
    else this.close();
  }

  private count(verdict: CallVerdict, window: FailureWindow): void {
    if (verdict === 'nothing') return;
    const nowMs = this.clock.monotonicMs();
    window.note(verdict === 'failure', nowMs);
    if (verdict === 'success' || !window.isBad(nowMs)) return;
    this.open(FIRST_PAUSE_MS);
    this.onChange('opened');
  }

  private open(pauseMs: number): void {
    const spreadMs = pauseMs * (1 - SPREAD + 2 * SPREAD * this.randomness.fraction());
    this.state = { kind: 'open', pauseMs, untilMs: this.clock.monotonicMs() + spreadMs, isProbing: false };
  }

  private close(): void {
    this.state = { kind: 'closed', window: new FailureWindow() };
    this.onChange('closed');
  }
}

/** While the probe is under way nobody knows how long it takes: a second is a fair guess. */
function refusal(leftMs: number): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil(leftMs / 1000));
  return new AppError('circuit-open', 'The upstream failed often and is given time to recover.', {
    retryAfterSeconds,
  });
}
