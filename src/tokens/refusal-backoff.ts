const FIRST_MS = 30_000;
const LONGEST_MS = 300_000;

/** How long a refused credential is left alone: 30 s, doubling to 5 minutes; a changed one starts anew. */
export class RefusalBackoff {
  private fingerprint: string | undefined;
  private waitMs = 0;
  private untilMs = 0;

  /** Returns the wait in milliseconds. */
  begin(fingerprint: string, nowMs: number): number {
    const isSame = fingerprint === this.fingerprint;
    this.waitMs = isSame ? Math.min(2 * this.waitMs, LONGEST_MS) : FIRST_MS;
    this.fingerprint = fingerprint;
    this.untilMs = nowMs + this.waitMs;
    return this.waitMs;
  }

  /** Milliseconds that this credential is still left alone, 0 when it may be tried. */
  remainingMs(fingerprint: string, nowMs: number): number {
    return fingerprint === this.fingerprint ? Math.max(0, this.untilMs - nowMs) : 0;
  }

  end(): void {
    this.fingerprint = undefined;
  }
}
