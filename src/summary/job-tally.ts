import type { Job } from '../jobs/job.js';
import type { JobTable } from '../jobs/table/job-table.js';

export type CountByStatus = Readonly<Record<Job['status'], number>>;

export interface JobCount {
  readonly totalJobs: number;
  readonly successRate: number | null;
  readonly byStatus: CountByStatus;
  readonly backupSizeBytes: number;
}

/** Counts jobs as they are told, one by one: how many, of which outcome, and how large together. */
export class JobTally {
  private totalJobs = 0;
  private readonly byStatus = { inProgress: 0, finished: 0, failed: 0, finishedWithException: 0, unknown: 0 };
  /** The sum of the sizes, but for those of `restBytes`. */
  private sumBytes = 0n;
  private restBytes = 0;

  add(table: JobTable, row: number): void {
    this.totalJobs += 1;
    this.byStatus[table.statusAt(row)] += 1;
    this.addSize(table.sizeBytesAt(row));
  }

  count(): JobCount {
    const { totalJobs, byStatus } = this;
    return {
      totalJobs,
      successRate: successRateOf(byStatus),
      byStatus,
      // Rounded once, at the end: beyond 2^53 the sum of numbers would depend on their order, and with it the entity tag.
      backupSizeBytes: Number(this.sumBytes + BigInt(this.restBytes)),
    };
  }

  private addSize(sizeBytes: number): void {
    if (this.restBytes + sizeBytes > Number.MAX_SAFE_INTEGER) {
      this.sumBytes += BigInt(this.restBytes);
      this.restBytes = 0;
    }
    this.restBytes += sizeBytes;
  }
}

/** Finished among all that ended with a known outcome; null when none did. */
function successRateOf({ finished, finishedWithException, failed }: CountByStatus): number | null {
  const ended = finished + finishedWithException + failed;
  return ended === 0 ? null : finished / ended;
}
