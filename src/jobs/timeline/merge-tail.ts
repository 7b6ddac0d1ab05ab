import type { TimeWindow } from '../time-window.js';
import { contains, hasSameTimes, type HeldJob } from './held-job.js';
import type { Stretch } from './job-timeline.js';
import { membershipOf, type RangeReading } from './range-readings.js';
import { tailBeginningMs } from './tail-question.js';

/** What came to a question: its meaning, its jobs by their ids, and when it was asked. */
export interface Answer {
  readonly window: TimeWindow;
  readonly jobs: ReadonlyMap<string, HeldJob>;
  readonly askedAtMs: number;
}

/** Whether an answer brings a stretch up to date: it lies in it, ends with it, and begins early enough. */
export function isTailOf(
  stretch: Stretch,
  { window, askedAtMs }: Answer,
  readings: readonly RangeReading[],
): boolean {
  if (readings.length === 0 || askedAtMs < stretch.tailAskedAtMs) return false;
  if (stretch.window.toMs !== window.toMs || !contains(stretch.window, window)) return false;
  return window.fromMs <= tailBeginningMs(stretch, readings);
}

/** The stretch with its tail replaced. Jobs that could not change are kept; what was due and did not come is gone. */
export function mergeTail(stretch: Stretch, answer: Answer, readings: readonly RangeReading[]): Stretch {
  const jobs = new Map<string, HeldJob>();
  for (const [id, held] of stretch.jobs) {
    if (!answer.jobs.has(id) && !isGone(held, answer.window, readings))
      jobs.set(id, withMiss(held, answer.window));
  }
  for (const [id, came] of answer.jobs) jobs.set(id, withMemory(came, stretch.jobs.get(id)));
  return { ...stretch, jobs, tailAskedAtMs: answer.askedAtMs };
}

/** Whether a job that did not come would have come if it still were what it was. */
function isGone({ extent, seenIn }: HeldJob, asked: TimeWindow, readings: readonly RangeReading[]): boolean {
  // Every job in progress is due: the tail begins before it, or the range is compared with the finish it has not had.
  if (extent.isRunning || contains(asked, seenIn)) return true;
  return readings.every((reading) => membershipOf(extent, asked, reading) === 'in');
}

function withMiss(held: HeldJob, asked: TimeWindow): HeldJob {
  const isKnown = held.missedIn !== undefined && contains(held.missedIn, asked);
  return isKnown ? held : { ...held, missedIn: asked };
}

/** What earlier answers showed of a job holds for as long as its times do. */
function withMemory(came: HeldJob, before: HeldJob | undefined): HeldJob {
  if (before === undefined || !hasSameTimes(came.job, before.job)) return came;
  const seenIn = contains(came.seenIn, before.seenIn) ? before.seenIn : came.seenIn;
  return { ...before, job: came.job, seenIn };
}
