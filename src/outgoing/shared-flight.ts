import { untilAborted } from './until-aborted.js';

/** One piece of work for all who want its result: it goes on as long as one of them waits. */
export class SharedFlight<T> {
  private readonly controller = new AbortController();
  private readonly landing: Promise<T>;
  private waiting = 0;
  private hasLanded = false;

  /** `start` gets the signal that aborts once nobody waits any more. */
  constructor(start: (signal: AbortSignal) => Promise<T>) {
    this.landing = this.fly(start);
    // When everyone has left, a failure concerns nobody.
    this.landing.catch(() => undefined);
  }

  /** Whether one can still join: it has neither ended nor been given up. */
  get isOpen(): boolean {
    return !this.hasLanded && !this.controller.signal.aborted;
  }

  /** The result. The caller's own signal ends only this wait, which then rejects with the signal's reason. */
  async join(signal?: AbortSignal): Promise<T> {
    this.waiting += 1;
    try {
      return await (signal === undefined ? this.landing : untilAborted(this.landing, signal));
    } finally {
      this.leave();
    }
  }

  private async fly(start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await start(this.controller.signal);
    } finally {
      this.hasLanded = true;
    }
  }

  private leave(): void {
    this.waiting -= 1;
    if (this.waiting === 0 && !this.hasLanded) this.controller.abort();
  }
}
