import type { TimeWindow } from '../time-window.js';
import { MINUTE_MS } from './job-timeline.js';

/**
 * How far an end must lie ahead when its question is sent, to be still ahead when the upstream reads the last page:
 * longer than a request may take. Else a job that ends meanwhile may be in no answer at all.
 */
export const OPEN_END_MARGIN_MS = MINUTE_MS;
/** A question may wait for its turn between being planned and being sent. */
const PLANNED_MARGIN_MS = 2 * OPEN_END_MARGIN_MS;

/** The window with an end that lies safely ahead, in whole minutes; one that lies further ahead stays. */
export function withOpenEnd({ fromMs, toMs }: TimeWindow, nowMs: number): TimeWindow {
  const aheadMs = Math.ceil((nowMs + PLANNED_MARGIN_MS) / MINUTE_MS) * MINUTE_MS;
  return { fromMs, toMs: Math.max(toMs, aheadMs) };
}

/** What a question meant when it was asked: an end safely ahead cut nothing off, so that it counts as none. */
export function meaningOf({ fromMs, toMs }: TimeWindow, askedAtMs: number): TimeWindow {
  return { fromMs, toMs: toMs >= askedAtMs + OPEN_END_MARGIN_MS ? Infinity : toMs };
}
