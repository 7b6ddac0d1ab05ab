import type { JobTable } from '../table/job-table.js';
import type { TimeWindow } from '../time-window.js';
import { contains } from './held-job.js';
import { HeldRows } from './held-rows.js';
import { HOUR_MS, isLive, type JobTimeline, type Stretch } from './job-timeline.js';
import { learnFrom } from './learn-readings.js';
import { type Answer, isTailOf, mergeTail } from './merge-tail.js';
import { meaningOf } from './open-end.js';
import type { RangeReading } from './range-readings.js';
import { keepWithin } from './timeline-size.js';

export interface AbsorbedAnswer {
  readonly timeline: JobTimeline;
  /** The window that was asked. */
  readonly window: TimeWindow;
  /** Every job that came, each once. An answer that lacks something must not be absorbed. */
  readonly jobs: JobTable;
  /** When the question was sent: the answer is at least as new. */
  readonly askedAtMs: number;
}

/** The timeline with one more answer, to whatever question: what it teaches, what it brings up to date, what it adds. */
export function absorbAnswer({ timeline, window, jobs, askedAtMs }: AbsorbedAnswer): JobTimeline {
  const meaning = meaningOf(window, askedAtMs);
  const answer: Answer = {
    window: meaning,
    jobs: HeldRows.seenBy(jobs, meaning, askedAtMs),
    askedAtMs,
  };
  const learnt = learnFrom(answer.jobs, timeline, askedAtMs);
  const kept = trustedStretches(timeline, learnt.readings).filter(
    (stretch) => isLive(stretch, askedAtMs) && !contains(meaning, stretch.window),
  );
  const renewed = kept.map((stretch) =>
    isTailOf(stretch, answer, learnt.readings) ? mergeTail(stretch, answer, learnt.readings) : stretch,
  );
  const isMerged = renewed.some((stretch, position) => stretch !== kept[position]);
  const stretches = isMerged
    ? renewed
    : [stretchOf(answer), ...renewed.filter((stretch) => !outgrows(meaning, stretch))];
  return keepWithin({ ...timeline, ...learnt, stretches }, askedAtMs);
}

/** What was put together under readings that turn out wrong cannot be trusted. */
function trustedStretches(
  { stretches, readings }: JobTimeline,
  now: readonly RangeReading[],
): readonly Stretch[] {
  return now.length === 0 && readings.length > 0 ? [] : stretches;
}

/** The same board, asked anew after it slid on: what lies before its new beginning will not be asked for again. */
function outgrows(asked: TimeWindow, { window }: Stretch): boolean {
  return asked.toMs >= window.toMs && asked.fromMs < window.toMs && asked.fromMs - window.fromMs <= HOUR_MS;
}

function stretchOf({ window, jobs, askedAtMs }: Answer): Stretch {
  return { window, jobs, baseAskedAtMs: askedAtMs, tailAskedAtMs: askedAtMs };
}
