import { JobRows } from '../table/job-rows.js';
import type { TimeWindow } from '../time-window.js';
import { membershipOfHeld, type HeldJob } from './held-job.js';
import { lastEventMs } from './job-extent.js';
import { isPlainlyIn } from './plain-membership.js';
import { LATENESS_MS, type Stretch } from './job-timeline.js';
import { OPEN_END_MARGIN_MS } from './open-end.js';
import type { Membership, RangeReading } from './range-readings.js';

/** What a stretch has to say about a window that lies in it. */
export interface Selected {
  readonly jobs: JobRows;
  /** Whether every reading still possible agrees on every job. */
  readonly isSure: boolean;
  /** Whether nothing of it can change any more but by a deletion or a late correction. */
  readonly isSettled: boolean;
}

/** The jobs that a question about the window would have brought when the stretch was last brought up to date. */
export function selectJobs(
  stretch: Stretch,
  window: TimeWindow,
  readings: readonly RangeReading[],
): Selected {
  const rows: number[] = [];
  let isSure = true;
  let mayChange = !isSettled(stretch, window, readings);
  for (let row = 0; row < stretch.jobs.size; row += 1) {
    if (isPlainlyIn(stretch.jobs, row, window, readings)) {
      rows.push(row);
      continue;
    }
    const held = stretch.jobs.heldAt(row);
    const membership = membershipIn(stretch, held, window, readings);
    if (membership === 'out') continue;
    rows.push(row);
    isSure &&= membership === 'in';
    mayChange ||= held.extent.isRunning;
  }
  return { jobs: new JobRows(stretch.jobs.table).only(rows), isSure, isSettled: !mayChange };
}

/** Whether a newer tail would leave no doubt about the jobs held: what has ended long ago it does not bring again. */
export function isSureAfterTail(
  stretch: Stretch,
  { window, tail, nowMs }: { readonly window: TimeWindow; readonly tail: TimeWindow; readonly nowMs: number },
  readings: readonly RangeReading[],
): boolean {
  const running = window.toMs < nowMs ? window : { ...window, toMs: Infinity };
  for (let row = 0; row < stretch.jobs.size; row += 1) {
    if (isPlainlyIn(stretch.jobs, row, window, readings)) continue;
    const held = stretch.jobs.heldAt(row);
    const { isRunning } = held.extent;
    // A tail inside an open window shows that its jobs belong to it; one that reaches out further does not.
    const isShown = isRunning && running !== window && tail.fromMs >= window.fromMs;
    if (!isShown && membershipIn(stretch, held, isRunning ? running : window, readings) === 'unsure')
      return false;
  }
  return true;
}

/** Whether all that the window can ever have was listed when the stretch was last asked. */
function isSettled(stretch: Stretch, window: TimeWindow, readings: readonly RangeReading[]): boolean {
  // Where a job without a finish counts as before any end, one that starts today is returned for last year.
  const mayShowLaterJobs = readings.some(({ end, showsRunning }) => end === 'finish' && showsRunning);
  return window.toMs <= stretch.tailAskedAtMs - LATENESS_MS && !mayShowLaterJobs;
}

function membershipIn(
  stretch: Stretch,
  held: HeldJob,
  window: TimeWindow,
  readings: readonly RangeReading[],
): Membership {
  // An end behind all that had happened to a job when it was asked for cut nothing off.
  const happenedByMs = lastEventMs(held.extent) ?? held.seenAtMs + OPEN_END_MARGIN_MS;
  const isOpen = window.toMs >= stretch.tailAskedAtMs && window.toMs >= happenedByMs;
  return membershipOfHeld(held, { window, meant: isOpen ? { ...window, toMs: Infinity } : window }, readings);
}
