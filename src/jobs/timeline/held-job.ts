import type { JobTable } from '../table/job-table.js';
import type { TimeWindow } from '../time-window.js';
import type { JobExtent } from './job-extent.js';
import { membershipOf, type Membership, type RangeReading } from './range-readings.js';

/** Which questions are known to return a job. One object for all jobs that came alike. */
export interface Sighting {
  /** The narrowest window that returned it. */
  readonly seenIn: TimeWindow;
  /** The widest window that did not return it after it had ended. */
  readonly missedIn: TimeWindow | undefined;
  /** When the first question was sent that returned this record of it. Epoch milliseconds. */
  readonly seenAtMs: number;
}

/** A job of a stretch, and which questions are known to return it: under every reading a wider window returns no fewer jobs. */
export interface HeldJob extends Sighting {
  readonly row: number;
  readonly extent: JobExtent;
}

export function contains(outer: TimeWindow, inner: TimeWindow): boolean {
  return outer.fromMs <= inner.fromMs && outer.toMs >= inner.toMs;
}

/**
 * Whether a window's answer has a job: known from answers to other windows, else what every possible reading agrees on.
 * `meant` is the window without its end where that cut nothing off.
 */
export function membershipOfHeld(
  { extent, seenIn, missedIn }: HeldJob,
  { window, meant }: { readonly window: TimeWindow; readonly meant: TimeWindow },
  readings: readonly RangeReading[],
): Membership {
  if (contains(meant, seenIn)) return 'in';
  if (missedIn !== undefined && contains(missedIn, window)) return 'out';
  return agreedMembership(extent, meant, readings);
}

function agreedMembership(
  extent: JobExtent,
  window: TimeWindow,
  readings: readonly RangeReading[],
): Membership {
  let agreed: Membership | undefined;
  for (const reading of readings) {
    const membership = membershipOf(extent, window, reading);
    if (membership !== (agreed ??= membership)) return 'unsure';
  }
  return agreed ?? 'unsure';
}

/** Whether two records of a job tell the same times, so that what was found out about one holds for the other. */
export function hasSameTimes(left: JobTable, leftRow: number, right: JobTable, rightRow: number): boolean {
  return (
    Object.is(left.startMsAt(leftRow), right.startMsAt(rightRow)) &&
    Object.is(left.finishMsAt(leftRow), right.finishMsAt(rightRow)) &&
    left.statusAt(leftRow) === right.statusAt(rightRow)
  );
}
