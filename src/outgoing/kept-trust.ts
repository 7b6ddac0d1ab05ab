/** Counted in calls: so many have to be made for each repeat. */
const CALLS_PER_REPEAT = 20;
const MOST = 2 * CALLS_PER_REPEAT;
const LEAST = -4 * CALLS_PER_REPEAT;

/**
 * How far kept connections to one origin are trusted. A server that hangs up when asked cannot be told from one that had
 * hung up before: each such call is made once more, so that where it happens often none is made on a kept connection.
 */
export class KeptTrust {
  private credit = MOST;

  get isKept(): boolean {
    return this.credit > 0;
  }

  noteCall(): void {
    this.credit = Math.min(MOST, this.credit + 1);
  }

  /** A call on a kept connection had to be made once more. Many at once, as when a server restarts, cost no more than a few. */
  noteRepeat(): void {
    this.credit = Math.max(LEAST, this.credit - CALLS_PER_REPEAT);
  }
}
