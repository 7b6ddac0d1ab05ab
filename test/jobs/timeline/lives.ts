import { absorbAnswer } from '../../../src/jobs/timeline/absorb-answer.js';
import { MINUTE_MS, type JobTimeline } from '../../../src/jobs/timeline/job-timeline.js';
import type { TimeWindow } from '../../../src/jobs/time-window.js';
import { tableOf } from '../sample-jobs.js';
import { recordOf, type JobLife } from './modelled-upstream.js';

export const NOON_MS = Date.parse('2026-11-20T12:00:00.000Z');

/** A job between two moments, listed from its start on; with an end of Infinity it still runs. */
export function lifeBetween(id: string, startMs: number, finishMs: number): JobLife {
  const never = { deletedAtMs: Infinity, correctedAtMs: Infinity, correctedFinishMs: finishMs };
  return { id, startMs, finishMs, listedAtMs: startMs, endedAtMs: finishMs, tells: 'all', ...never };
}

/** A job from a to b, in minutes before noon; without b it still runs. */
export function life(a: number, b?: number): JobLife {
  const finishMs = b === undefined ? Infinity : NOON_MS - b * MINUTE_MS;
  return lifeBetween(`job${a}`, NOON_MS - a * MINUTE_MS, finishMs);
}

/** The timeline after an answer with these jobs. */
export function absorb(
  timeline: JobTimeline,
  window: TimeWindow,
  lives: readonly JobLife[],
  askedAtMs = NOON_MS,
): JobTimeline {
  const jobs = tableOf(lives.map((one) => recordOf(one, askedAtMs)));
  return absorbAnswer({ timeline, window, jobs, askedAtMs });
}
