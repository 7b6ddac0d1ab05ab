const BUCKETS = 10;
const BUCKET_MS = 1_000;
const MOST_IN_A_ROW = 5;
const LEAST_CALLS = 10;

interface Bucket {
  second: number;
  calls: number;
  failures: number;
}

/** The calls of the last ten seconds, to the second, and the failures in a row. */
export class FailureWindow {
  private inARow = 0;
  private readonly buckets: Bucket[] = [];

  note(isFailure: boolean, nowMs: number): void {
    const bucket = this.bucketAt(Math.floor(nowMs / BUCKET_MS));
    bucket.calls += 1;
    if (isFailure) bucket.failures += 1;
    this.inARow = isFailure ? this.inARow + 1 : 0;
  }

  /** Five failures in a row, or half of at least ten calls. */
  isBad(nowMs: number): boolean {
    if (this.inARow >= MOST_IN_A_ROW) return true;
    const oldest = Math.floor(nowMs / BUCKET_MS) - BUCKETS;
    const recent = this.buckets.filter(({ second }) => second > oldest);
    const calls = recent.reduce((sum, bucket) => sum + bucket.calls, 0);
    const failures = recent.reduce((sum, bucket) => sum + bucket.failures, 0);
    return calls >= LEAST_CALLS && 2 * failures >= calls;
  }

  private bucketAt(second: number): Bucket {
    const held = this.buckets[second % BUCKETS];
    if (held?.second === second) return held;
    const fresh = { second, calls: 0, failures: 0 };
    this.buckets[second % BUCKETS] = fresh;
    return fresh;
  }
}
