import type { JobRows } from '../table/job-rows.js';
import type { TimeWindow } from '../time-window.js';
import { contains } from './held-job.js';
import { lastEventMs } from './job-extent.js';
import { BASE_LIFE_MS, DAY_MS, isLive, type JobTimeline, type Stretch } from './job-timeline.js';
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
  /** Jobs that one call brings: where fewer are held, the window is asked as it stands, which costs no more than a tail and misses nothing. */
  readonly pageSize: number;
}

/** The answer, or the question to ask before there is one. */
export type ReadPlan =
  | {
      readonly kind: 'answer';
      readonly jobs: JobRows;
      readonly askedAtMs: number;
      /** Until when the same read is answered from what is held. */
      readonly freshUntilMs: number;
      /** Whether nothing of it can change any more but by a deletion or a late correction. */
      readonly isSettled: boolean;
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
  if (isGivenUp(read)) return planExact(window);
  const covering = timeline.stretches.filter(
    (stretch) => isLive(stretch, nowMs) && contains(stretch.window, window),
  );
  for (const stretch of covering) {
    const answer = answerFrom(stretch, read);
    if (answer !== undefined) return answer;
  }
  if (covering.length === 0) return planUncovered(read);
  if (timeline.readings.length === 0 || covering.every((stretch) => isOnePage(stretch, read)))
    return planExact(window);
  return planTail(covering, read) ?? planUndoubted(covering, read);
}

/** The question of a reader who wants everything anew, whatever is held: what other windows are answered from is renewed with it. */
export function planAnew({ timeline, window, nowMs }: Omit<AskedRead, 'freshMs' | 'pageSize'>): Question {
  const isBoard = timeline.stretches.some((stretch) => isOpen(stretch) && contains(stretch.window, window));
  return isBoard && window.toMs >= nowMs ? planWhole(window, nowMs) : planExact(window);
}

/** The first look at a window asks just for it. One that has moved on since it was asked is a board, and will move on again. */
function planUncovered(read: AskedRead): Question {
  const { timeline, window, nowMs } = read;
  const isBoard = timeline.stretches.some(
    (stretch) =>
      (isMovedOn(stretch.window, window) || (isOpen(stretch) && contains(stretch.window, window))) &&
      !isOnePage(stretch, read) &&
      tellsTimes(stretch),
  );
  return isBoard && isRecent(window, nowMs) ? planWhole(window, nowMs) : planExact(window);
}

function planWhole(window: TimeWindow, nowMs: number): Question {
  return { kind: 'ask', window: withOpenEnd(window, nowMs), purpose: 'whole' };
}

function planExact(window: TimeWindow): Question {
  return { kind: 'ask', window, purpose: 'exact' };
}

/** Whether asking on until now brings little more than the window itself. */
function isRecent({ toMs }: TimeWindow, nowMs: number): boolean {
  return nowMs - toMs <= DAY_MS;
}

function isOpen({ window }: Stretch): boolean {
  return window.toMs === Infinity;
}

function isMovedOn(earlier: TimeWindow, { fromMs, toMs }: TimeWindow): boolean {
  return earlier.fromMs <= fromMs && fromMs < earlier.toMs && earlier.toMs < toMs;
}

function isOnePage({ jobs }: Stretch, { pageSize }: AskedRead): boolean {
  return jobs.size < pageSize;
}

/** Where a job tells no times, only the window as it stands says whether it belongs to it: nothing more is worth asking for. */
function tellsTimes({ jobs }: Stretch): boolean {
  return [...jobs].every(({ extent }) => lastEventMs(extent) !== undefined);
}

/** One tail is enough: where a stretch that was just asked does not answer, neither will another. */
function planTail(
  covering: readonly Stretch[],
  { timeline: { readings }, window, nowMs, freshMs }: AskedRead,
): Question | undefined {
  if (covering.some((stretch) => isFresh(stretch, { nowMs, freshMs }))) return undefined;
  for (const stretch of covering) {
    const tail = tailQuestion(stretch, readings, nowMs);
    if (isSureAfterTail(stretch, { window, tail, nowMs }, readings))
      return { kind: 'ask', window: tail, purpose: 'tail' };
  }
  return undefined;
}

/** Where even a stretch just asked leaves a doubt, only the window itself says which jobs it has. */
function planUndoubted(covering: readonly Stretch[], read: AskedRead): Question {
  const isLeftInDoubt = covering.some((stretch) => isFresh(stretch, read));
  return isLeftInDoubt ? planExact(read.window) : planAnew(read);
}

function answerFrom(stretch: Stretch, { timeline, window, nowMs, freshMs }: AskedRead): ReadPlan | undefined {
  const { jobs, isSure, isSettled } = selectJobs(stretch, window, timeline.readings);
  if (!isSure || !(isSettled || isFresh(stretch, { nowMs, freshMs }))) return undefined;
  const { baseAskedAtMs, tailAskedAtMs } = stretch;
  const freshUntilMs = isSettled ? baseAskedAtMs + BASE_LIFE_MS : tailAskedAtMs + freshMs;
  return { kind: 'answer', jobs, askedAtMs: tailAskedAtMs, freshUntilMs, isSettled };
}

function isFresh(
  { tailAskedAtMs }: Stretch,
  { nowMs, freshMs }: Pick<AskedRead, 'nowMs' | 'freshMs'>,
): boolean {
  // A question from the future is from before the clock was set back: how old its answer is, nobody knows.
  return nowMs >= tailAskedAtMs && nowMs - tailAskedAtMs <= freshMs;
}

function isGivenUp({ timeline: { givenUp }, window, nowMs }: AskedRead): boolean {
  return givenUp !== undefined && nowMs < givenUp.untilMs && window.fromMs <= givenUp.fromMs;
}
