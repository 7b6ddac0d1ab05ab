import type { JobRows } from '../jobs/table/job-rows.js';
import type { TimeWindow } from '../jobs/time-window.js';
import { JobTally, type JobCount } from './job-tally.js';

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
export function countDays(selections: readonly JobRows[], window: TimeWindow): DayCount[] {
  const { firstDay, length } = daysOf(window);
  const tallies = Array.from({ length }, () => new JobTally());
  for (const jobs of selections) {
    const { table } = jobs;
    jobs.visit((row) => tallies[Math.floor(table.startMsAt(row) / DAY_MS) - firstDay]?.add(table, row));
  }
  return tallies.map((tally, index) => {
    const { totalJobs, byStatus, backupSizeBytes } = tally.count();
    return { date: dateOf(firstDay + index), totalJobs, byStatus, backupSizeBytes };
  });
}

/** The end is no part of the window: one that ends at midnight does not touch the day that begins then. */
function daysOf({ fromMs, toMs }: TimeWindow): { readonly firstDay: number; readonly length: number } {
  const firstDay = Math.floor(fromMs / DAY_MS);
  return { firstDay, length: Math.ceil(toMs / DAY_MS) - firstDay };
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, DATE_LENGTH);
}
