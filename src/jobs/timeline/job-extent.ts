import type { Job } from '../job.js';
import { startFromJobId } from '../read-job-id.js';
import type { JobTable } from '../table/job-table.js';

/** When something happened, as exactly as it is known: epoch milliseconds, both ends included. */
export interface Moment {
  readonly earliestMs: number;
  readonly latestMs: number;
}

/** When a job ran. A time that is not told, and cannot be read from the id either, is undefined. */
export interface JobExtent {
  readonly start: Moment | undefined;
  /** Undefined for a job in progress, and for one that ended nobody says when. */
  readonly finish: Moment | undefined;
  readonly isRunning: boolean;
}

const SECOND_MS = 1000;
/** A time told in whole seconds may have been cut by so much: the upstream compares the whole of it. */
export const LONGEST_CUT_MS = SECOND_MS - 1;
/** The stamp is of the job's making. It starts a moment later, or within the hour when it has to wait its turn. */
const STAMP_BEFORE_START_MS = 3_600_000;
const STAMP_AFTER_START_MS = 60_000;

/** What a job tells of its times: epoch milliseconds, NaN where it tells none. */
interface ToldTimes extends Pick<Job, 'id' | 'status'> {
  readonly startMs: number;
  readonly finishMs: number;
}

export function extentOf({ id, status, startTime, finishTime }: Job): JobExtent {
  return extentTold({
    id,
    status,
    startMs: Date.parse(startTime ?? ''),
    finishMs: Date.parse(finishTime ?? ''),
  });
}

/** The same for a job that is held. */
export function extentAt(table: JobTable, row: number): JobExtent {
  return extentTold({
    id: table.idAt(row),
    status: table.statusAt(row),
    startMs: table.startMsAt(row),
    finishMs: table.finishMsAt(row),
  });
}

function extentTold({ id, status, startMs, finishMs }: ToldTimes): JobExtent {
  // A job in a state that nobody knows may still go on, unless it says when it ended.
  const isRunning = status === 'inProgress' || (status === 'unknown' && Number.isNaN(finishMs));
  const finish = isRunning || Number.isNaN(finishMs) ? undefined : momentOf(finishMs);
  return { start: Number.isNaN(startMs) ? stampedStart(id) : momentOf(startMs), finish, isRunning };
}

/** How long an ended job ran at most, in milliseconds; 0 when that is unknown. */
export function longestRunMs({ start, finish }: JobExtent): number {
  return start === undefined || finish === undefined ? 0 : finish.latestMs - start.earliestMs;
}

/** The last thing known to have happened to a job; undefined when it is not told. */
export function lastEventMs({ start, finish, isRunning }: JobExtent): number | undefined {
  return isRunning ? start?.earliestMs : finish?.latestMs;
}

function stampedStart(id: string): Moment | undefined {
  const stampMs = startFromJobId(id);
  if (stampMs === undefined) return undefined;
  return { earliestMs: stampMs - STAMP_AFTER_START_MS, latestMs: stampMs + STAMP_BEFORE_START_MS };
}

function momentOf(toldMs: number): Moment {
  const isWholeSecond = toldMs % SECOND_MS === 0;
  return { earliestMs: toldMs, latestMs: isWholeSecond ? toldMs + LONGEST_CUT_MS : toldMs };
}
