import { AppError } from '../errors/app-error.js';

const PAUSE_MS = 1_000;

/** After a failure the identity service is left alone for a second, or as long as it asks; callers get the same failure. */
export class FailurePause {
  private failure: AppError | undefined;
  private untilMs = 0;

  begin(failure: AppError, nowMs: number): void {
    this.failure = failure;
    this.untilMs = nowMs + Math.max(PAUSE_MS, 1000 * (failure.retryAfterSeconds ?? 0));
  }

  end(): void {
    this.failure = undefined;
  }

  /** The failure while the pause lasts, with what is left of the time it names. */
  failureAt(nowMs: number): AppError | undefined {
    if (this.failure === undefined || nowMs >= this.untilMs) return undefined;
    if (this.failure.retryAfterSeconds === undefined) return this.failure;
    const retryAfterSeconds = Math.ceil((this.untilMs - nowMs) / 1000);
    return new AppError(this.failure.code, this.failure.message, { retryAfterSeconds });
  }
}
