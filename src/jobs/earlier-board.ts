import type { FromEarlier } from '../cache/copy-question.js';
import type { AskedJobs, HeldJobs } from './held-jobs.js';
import type { Job } from './job.js';

/** Both ends are rounded to minutes on their own, so that a board may grow by one while it moves. */
const ROUNDING_MS = 60_000;

/**
 * What the jobs of a board, such as the last seven days, tell about the same board a while later; undefined when the
 * two are not the same board. It is exact unless a job lies across the new beginning: whether the vendor counts that
 * one is not known.
 */
export function jobsFromEarlierBoard(
  asked: AskedJobs,
  earlier: HeldJobs,
  fetchedAtMs: number,
): FromEarlier<HeldJobs> | undefined {
  if (earlier.kind === 'tooMany' || earlier.omission !== undefined) return undefined;
  if (!isSameBoard(asked, earlier.asked) || earlier.asked.window.toMs < fetchedAtMs) return undefined;
  const { fromMs } = asked.window;
  const isMoved = fromMs > earlier.asked.window.fromMs;
  const jobs = isMoved ? earlier.jobs.filter((job) => !hasEndedBefore(job, fromMs)) : earlier.jobs;
  return {
    value: { ...earlier, asked, jobs },
    isExact: !isMoved || jobs.every((job) => hasStartedFrom(job, fromMs)),
  };
}

function isSameBoard(asked: AskedJobs, earlier: AskedJobs): boolean {
  const fromMovedMs = asked.window.fromMs - earlier.window.fromMs;
  const toMovedMs = asked.window.toMs - earlier.window.toMs;
  const isMovedOn = fromMovedMs >= 0 && toMovedMs >= 0 && Math.abs(fromMovedMs - toMovedMs) <= ROUNDING_MS;
  return isMovedOn && asked.type === earlier.type && asked.status === earlier.status;
}

function hasEndedBefore({ startTime, finishTime }: Job, fromMs: number): boolean {
  return (
    finishTime !== null &&
    Date.parse(finishTime) < fromMs &&
    (startTime === null || Date.parse(startTime) < fromMs)
  );
}

function hasStartedFrom({ startTime }: Job, fromMs: number): boolean {
  return startTime !== null && Date.parse(startTime) >= fromMs;
}
