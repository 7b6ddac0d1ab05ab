import { Clock, type Cancel } from '../../src/config/clock.js';

interface Planned {
  readonly dueMs: number;
  readonly action: () => void;
}

/** The monotonic clock starts anywhere: some stores take a start at zero for none. */
const MONOTONIC_START_MS = 1_000_000;

/** Time that stands still until a test advances it. Both clocks run together; timers fire in order. */
export class FakeClock extends Clock {
  private elapsedMs = 0;
  private readonly planned = new Set<Planned>();

  constructor(private readonly startMs: number = Date.parse('2026-11-20T12:00:00.000Z')) {
    super();
  }

  override wallMs(): number {
    return this.startMs + this.elapsedMs;
  }

  override monotonicMs(): number {
    return MONOTONIC_START_MS + this.elapsedMs;
  }

  override after(delayMs: number, action: () => void): Cancel {
    const entry: Planned = { dueMs: this.elapsedMs + Math.max(0, delayMs), action };
    this.planned.add(entry);
    return () => this.planned.delete(entry);
  }

  /** How many timers wait. */
  get pendingTimers(): number {
    return this.planned.size;
  }

  /** How far off the next timer is; Infinity when none waits. */
  get nextTimerInMs(): number {
    return Math.min(...[...this.planned].map(({ dueMs }) => dueMs)) - this.elapsedMs;
  }

  /** Moves time on and fires what falls due, each at its own moment. */
  advance(byMs: number): void {
    const targetMs = this.elapsedMs + byMs;
    for (let next = this.nextDue(targetMs); next !== undefined; next = this.nextDue(targetMs)) {
      this.planned.delete(next);
      this.elapsedMs = Math.max(this.elapsedMs, next.dueMs);
      next.action();
    }
    this.elapsedMs = targetMs;
  }

  private nextDue(targetMs: number): Planned | undefined {
    return [...this.planned]
      .filter((entry) => entry.dueMs <= targetMs)
      .toSorted((a, b) => a.dueMs - b.dueMs)[0];
  }
}
