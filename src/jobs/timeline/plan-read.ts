import type { Job } from '../job.js';
import type { TimeWindow } from '../time-window.js';
import { contains } from './held-job.js';
import { BASE_LIFE_MS, isLive, type JobTimeline, type Stretch } from './job-timeline.js';
import { withOpenEnd } from './open-end.js';
import { isSureAfterTail, selectJobs } from './select-jobs.js';
import { tailQuestion } from './tail-question.js';

export interface AskedRead {
  readonly timeline: JobTimeline;
  /** Whole minutes. */
  readonly window: TimeWindow;
  readonly nowMs: number;
  /** How old the newest part of an answer may be, in milliseconds. */
  readonly freshMs: number;
}

/** The answer, or the question to ask before there is one. */
export type ReadPlan =
  | {
      readonly kind: 'answer';
      readonly jobs: readonly Job[];
      readonly askedAtMs: number;
      /** Until when the same read is answered from what is held. */
      readonly freshUntilMs: number;
    }
  | {
      readonly kind: 'ask';
      readonly window: TimeWindow;
      /** Tail: what may have changed. Whole: all that is held anew. Exact: the window as it stands, whose answer is the read's. */
      readonly purpose: 'tail' | 'whole' | 'exact';
    };

type Question = ReadPlan & { readonly kind: 'ask' };

/** How to answer a read: from what is held where that is certain, else by one question; after its answer, at most by one more. */
export function planRead(read: AskedRead): ReadPlan {
  const { timeline, window, nowMs } = read;
  if (isGivenUp(read)) return { kind: 'ask', window, purpose: 'exact' };
  const covering = timeline.stretches.filter(
    (stretch) => isLive(stretch, nowMs) && contains(stretch.window, window),
  );
  for (const stretch of covering) {
    const answer = answerFrom(stretch, read);
    if (answer !== undefined) return answer;
  }
  return planTail(covering, read) ?? planUndoubted(covering, read);
}

/** The question of a reader who wants everything anew, whatever is held. */
export function planAnew({ window, nowMs }: Pick<AskedRead, 'window' | 'nowMs'>): Question {
  if (window.toMs < nowMs) return { kind: 'ask', window, purpose: 'exact' };
  return { kind: 'ask', window: withOpenEnd(window, nowMs), purpose: 'whole' };
}

/** One tail is enough: where a stretch that was just asked does not answer, neither will another. */
function planTail(
  covering: readonly Stretch[],
  { timeline: { readings }, window, nowMs, freshMs }: AskedRead,
): Question | undefined {
  if (readings.length === 0 || covering.some((stretch) => isFresh(stretch, { nowMs, freshMs })))
    return undefined;
  for (const stretch of covering) {
    const tail = tailQuestion(stretch, readings, nowMs);
    if (isSureAfterTail(stretch, { window, tail, nowMs }, readings))
      return { kind: 'ask', window: tail, purpose: 'tail' };
  }
  return undefined;
}

/** Where even a stretch just asked leaves a doubt, only the window itself says which jobs it has. */
function planUndoubted(covering: readonly Stretch[], { window, nowMs, freshMs }: AskedRead): Question {
  const isLeftInDoubt = covering.some((stretch) => isFresh(stretch, { nowMs, freshMs }));
  return isLeftInDoubt ? { kind: 'ask', window, purpose: 'exact' } : planAnew({ window, nowMs });
}

function answerFrom(stretch: Stretch, { timeline, window, nowMs, freshMs }: AskedRead): ReadPlan | undefined {
  const { jobs, isSure, isSettled } = selectJobs(stretch, window, timeline.readings);
  if (!isSure || !(isSettled || isFresh(stretch, { nowMs, freshMs }))) return undefined;
  const { baseAskedAtMs, tailAskedAtMs } = stretch;
  const freshUntilMs = isSettled ? baseAskedAtMs + BASE_LIFE_MS : tailAskedAtMs + freshMs;
  return { kind: 'answer', jobs, askedAtMs: tailAskedAtMs, freshUntilMs };
}

function isFresh(
  { tailAskedAtMs }: Stretch,
  { nowMs, freshMs }: Pick<AskedRead, 'nowMs' | 'freshMs'>,
): boolean {
  return nowMs - tailAskedAtMs <= freshMs;
}

function isGivenUp({ timeline: { givenUp }, window, nowMs }: AskedRead): boolean {
  return givenUp !== undefined && nowMs < givenUp.untilMs && window.fromMs <= givenUp.fromMs;
}
