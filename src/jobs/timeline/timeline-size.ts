import type { TimeWindow } from '../time-window.js';
import { BASE_LIFE_MS, type JobTimeline, type Stretch } from './job-timeline.js';

/** What a hundred jobs a day leave in half a year: to renew more at once would hold up everybody else's requests. */
export const MAX_HELD_JOBS = 20_000;
/** The boards and reports that are looked at side by side; a further one costs a question of its own. */
export const MAX_STRETCHES = 6;

/** The stretches that fit, the latest asked first of all; one that is too large by itself is given up. */
export function keepWithin(timeline: JobTimeline, nowMs: number): JobTimeline {
  const tooLarge = timeline.stretches.find(({ jobs }) => jobs.size > MAX_HELD_JOBS);
  if (tooLarge !== undefined) return keepWithin(giveUpWindow(timeline, tooLarge.window, nowMs), nowMs);
  const latestFirst = timeline.stretches.toSorted((left, right) => right.tailAskedAtMs - left.tailAskedAtMs);
  const kept = new Set(
    latestFirst.filter(
      (_, place) => place < MAX_STRETCHES && jobsIn(latestFirst.slice(0, place + 1)) <= MAX_HELD_JOBS,
    ),
  );
  return { ...timeline, stretches: timeline.stretches.filter((stretch) => kept.has(stretch)) };
}

/** For a question with more jobs than may be read: windows that reach as far back are asked as they stand, for a day. */
export function giveUpWindow(timeline: JobTimeline, { fromMs }: TimeWindow, nowMs: number): JobTimeline {
  const { givenUp } = timeline;
  const knownMs = givenUp !== undefined && nowMs < givenUp.untilMs ? givenUp.fromMs : -Infinity;
  return {
    ...timeline,
    stretches: timeline.stretches.filter(({ window }) => window.fromMs > fromMs),
    givenUp: { fromMs: Math.max(fromMs, knownMs), untilMs: nowMs + BASE_LIFE_MS },
  };
}

function jobsIn(stretches: readonly Stretch[]): number {
  return stretches.reduce((count, { jobs }) => count + jobs.size, 0);
}
