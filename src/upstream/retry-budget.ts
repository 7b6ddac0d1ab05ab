/** Counted in tenths of a retry, because ten times 0.1 is not 1. */
const RETRY = 10;
const FULL = 10 * RETRY;

/** What one connection may spend on retries: one for every ten calls, and ten in a burst. */
export class RetryBudget {
  private tenths = FULL;

  constructor(private readonly onSpent: () => void = () => undefined) {}

  noteCall(): void {
    this.tenths = Math.min(FULL, this.tenths + 1);
  }

  /** Spends one retry; false when there is none left. */
  take(): boolean {
    if (this.tenths < RETRY) return false;
    this.charge();
    return true;
  }

  /** Spends one retry that was made already, on credit if need be. */
  charge(): void {
    this.tenths -= RETRY;
    this.onSpent();
  }
}
