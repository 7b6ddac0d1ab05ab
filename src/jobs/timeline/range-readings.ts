import type { TimeWindow } from '../time-window.js';
import type { JobExtent, Moment } from './job-extent.js';

/** One way in which the upstream may compare the asked range, both ends included, with a job. */
export interface RangeReading {
  /** The time of a job that must not lie before the range's beginning. */
  readonly beginning: 'start' | 'finish';
  /** The time of a job that must not lie after the range's end. */
  readonly end: 'start' | 'finish';
  /** Whether jobs in progress, which have no finish, are returned. */
  readonly showsRunning: boolean;
}

/** All that the vendor's documents leave open. Which of them holds is learnt from the answers. */
export const RANGE_READINGS = {
  start: { beginning: 'start', end: 'start', showsRunning: true },
  overlap: { beginning: 'finish', end: 'start', showsRunning: true },
  finish: { beginning: 'finish', end: 'finish', showsRunning: true },
  finishOfEnded: { beginning: 'finish', end: 'finish', showsRunning: false },
  inside: { beginning: 'start', end: 'finish', showsRunning: true },
  insideOfEnded: { beginning: 'start', end: 'finish', showsRunning: false },
} as const satisfies Record<string, RangeReading>;

export const EVERY_READING: readonly RangeReading[] = Object.values(RANGE_READINGS);

/** Whether a job is returned for a window; unsure where its times are not known well enough. */
export type Membership = 'in' | 'out' | 'unsure';

/** Whether a job is returned for a window under one reading. The end is Infinity where it lies in the future. */
export function membershipOf(extent: JobExtent, window: TimeWindow, reading: RangeReading): Membership {
  if (extent.isRunning && !reading.showsRunning) return 'out';
  const isPastBeginning = reachesBeginning(extent, window.fromMs, reading);
  const isBeforeEnd = keepsToEnd(extent, window.toMs, reading);
  if (isPastBeginning === false || isBeforeEnd === false) return 'out';
  return isPastBeginning === true && isBeforeEnd === true ? 'in' : 'unsure';
}

function reachesBeginning(
  extent: JobExtent,
  fromMs: number,
  { beginning }: RangeReading,
): boolean | undefined {
  // What still runs has not finished before anything.
  if (beginning === 'finish' && extent.isRunning) return true;
  const moment: Moment | undefined = extent[beginning];
  if (moment === undefined) return undefined;
  if (moment.earliestMs >= fromMs) return true;
  return moment.latestMs < fromMs ? false : undefined;
}

function keepsToEnd(extent: JobExtent, toMs: number, { end }: RangeReading): boolean | undefined {
  if (toMs === Infinity) return true;
  const moment: Moment | undefined = extent[end];
  if (moment === undefined) return undefined;
  if (moment.latestMs <= toMs) return true;
  return moment.earliestMs > toMs ? false : undefined;
}
