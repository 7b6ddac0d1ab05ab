import type { Job } from '../jobs/job.js';
import type { TimeWindow } from '../jobs/time-window.js';
import { countJobs, type JobCount } from './count-jobs.js';

/** The jobs that started on one day. */
export interface DayCount extends Omit<JobCount, 'successRate'> {
  /** `YYYY-MM-DD`, UTC. */
  readonly date: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const DATE_LENGTH = 'YYYY-MM-DD'.length;

/**
 * Every UTC day that the window touches, by the start of its jobs, ascending. A job without a start, or with one on
 * no day of the window, is in no day: the totals have it.
 */
export function countDays(jobs: readonly Job[], window: TimeWindow): DayCount[] {
  const byDate = Map.groupBy(jobs, ({ startTime }) => startTime?.slice(0, DATE_LENGTH));
  return datesOf(window).map((date) => countDay(date, byDate.get(date) ?? []));
}

function countDay(date: string, jobs: readonly Job[]): DayCount {
  const { totalJobs, byStatus, backupSizeBytes } = countJobs(jobs);
  return { date, totalJobs, byStatus, backupSizeBytes };
}

/** The end is no part of the window: one that ends at midnight does not touch the day that begins then. */
function datesOf({ fromMs, toMs }: TimeWindow): string[] {
  const firstDay = Math.floor(fromMs / DAY_MS);
  const length = Math.ceil(toMs / DAY_MS) - firstDay;
  return Array.from({ length }, (_, index) =>
    new Date((firstDay + index) * DAY_MS).toISOString().slice(0, DATE_LENGTH),
  );
}
