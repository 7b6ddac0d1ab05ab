import type { TimeWindow } from '../time-window.js';
import type { HeldRows } from './held-rows.js';
import { longestRunMs } from './job-extent.js';
import { DAY_MS, LATENESS_MS, MINUTE_MS, type Stretch } from './job-timeline.js';
import { wouldTeach } from './learn-readings.js';
import { withOpenEnd } from './open-end.js';
import type { RangeReading } from './range-readings.js';

/** The question that brings a stretch up to date: all that can have changed, in whole minutes. */
export function tailQuestion(stretch: Stretch, readings: readonly RangeReading[], nowMs: number): TimeWindow {
  const wantedMs = Math.min(tailBeginningMs(stretch, readings), teachingStartMs(stretch, readings));
  const fromMs = Math.max(stretch.window.fromMs, Math.floor(wantedMs / MINUTE_MS) * MINUTE_MS);
  const { toMs } = stretch.window;
  return toMs === Infinity ? withOpenEnd({ fromMs, toMs: fromMs }, nowMs) : { fromMs, toMs };
}

/** The latest beginning of a question that still finds whatever can have changed, under every reading. Epoch milliseconds. */
export function tailBeginningMs(
  { window, jobs, tailAskedAtMs }: Stretch,
  readings: readonly RangeReading[],
): number {
  const lateMs = Math.min(tailAskedAtMs, window.toMs) - LATENESS_MS;
  return Math.min(lateMs - hiddenRunMs(jobs, readings), earliestRunningMs(jobs, readings));
}

/** Where a job is compared by its start, but shown only when it has ended, it appears as late as it ran long. */
function hiddenRunMs(jobs: HeldRows, readings: readonly RangeReading[]): number {
  const mayHide = readings.some(({ beginning, showsRunning }) => beginning === 'start' && !showsRunning);
  if (!mayHide) return 0;
  let longestMs = DAY_MS;
  for (const { extent } of jobs) longestMs = Math.max(longestMs, longestRunMs(extent));
  return longestMs;
}

/** Where the range's beginning is compared with the finish, jobs in progress are found wherever it lies. */
function earliestRunningMs(jobs: HeldRows, readings: readonly RangeReading[]): number {
  if (readings.every(({ beginning }) => beginning === 'finish')) return Infinity;
  return jobs
    .heldWhere((row) => jobs.mayRunAt(row))
    .filter(({ extent }) => extent.isRunning)
    .reduce(
      (earliestMs, { extent, seenIn }) => Math.min(earliestMs, extent.start?.earliestMs ?? seenIn.fromMs),
      Infinity,
    );
}

/** A job whose return would settle a doubt is worth a slightly wider question, once: of several, the latest will do. */
function teachingStartMs({ jobs, tailAskedAtMs }: Stretch, readings: readonly RangeReading[]): number {
  const startsMs = jobs
    .heldWhere((row) => jobs.sightingAt(row).missedIn !== undefined)
    .filter((held) => wouldTeach(held, readings))
    .flatMap(({ extent }) => (extent.start === undefined ? [] : [extent.start.earliestMs]))
    .filter((startMs) => startMs >= tailAskedAtMs - DAY_MS);
  return startsMs.length === 0
    ? Infinity
    : startsMs.reduce((latestMs, startMs) => Math.max(latestMs, startMs));
}
