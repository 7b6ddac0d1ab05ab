/** Those who may wait: at a few thousand signatures a second, a fraction of one. */
const LONGEST_LINE = 200;

/**
 * Checks signatures for addresses that have guessed too often: one at a time, so that however many forged tokens
 * they send cost a part of one core, and a good one among them still gets its turn.
 */
export class SignatureLane {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  /** What the check finds; undefined without a check when too many wait. */
  async take<T>(check: () => Promise<T>): Promise<T | undefined> {
    if (this.waiting >= LONGEST_LINE) return undefined;
    this.waiting += 1;
    const turn = this.last.then(check, check);
    this.last = turn;
    try {
      return await turn;
    } finally {
      this.waiting -= 1;
    }
  }
}
