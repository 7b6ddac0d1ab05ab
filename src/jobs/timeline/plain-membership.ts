import type { TimeWindow } from '../time-window.js';
import type { HeldRows } from './held-rows.js';
import { LONGEST_CUT_MS } from './job-extent.js';
import type { RangeReading } from './range-readings.js';

/**
 * Whether a job has ended and lies in a window with all of its times, so that every reading returns it: nearly all of
 * a board do, and for those nothing else has to be reckoned. False says nothing.
 */
export function isPlainlyIn(
  jobs: HeldRows,
  row: number,
  window: TimeWindow,
  readings: readonly RangeReading[],
): boolean {
  // Where answers contradict each other, nothing is known.
  if (readings.length === 0) return false;
  const startMs = jobs.table.startMsAt(row);
  const finishMs = jobs.table.finishMsAt(row);
  // A time that is not told is no number, and lies nowhere.
  if (!(startMs >= window.fromMs && finishMs >= window.fromMs)) return false;
  if (!(startMs + LONGEST_CUT_MS <= window.toMs && finishMs + LONGEST_CUT_MS <= window.toMs)) return false;
  // An answer that should have had it and had not would have dropped it: that it was missed need not be asked.
  return !jobs.mayRunAt(row);
}
