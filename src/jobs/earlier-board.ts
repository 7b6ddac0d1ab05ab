import type { FromEarlier } from '../cache/copy-question.js';
import type { AskedJobs, HeldJobs } from './held-jobs.js';
import type { JobTable } from './table/job-table.js';

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
  const { jobs: held } = earlier;
  const { table } = held;
  const jobs = isMoved ? held.filter((row) => !hasEndedBefore(table, row, fromMs)) : held;
  return {
    value: { ...earlier, asked, jobs },
    isExact: !isMoved || jobs.every((row) => table.startMsAt(row) >= fromMs),
  };
}

function isSameBoard(asked: AskedJobs, earlier: AskedJobs): boolean {
  const fromMovedMs = asked.window.fromMs - earlier.window.fromMs;
  const toMovedMs = asked.window.toMs - earlier.window.toMs;
  const isMovedOn = fromMovedMs >= 0 && toMovedMs >= 0 && Math.abs(fromMovedMs - toMovedMs) <= ROUNDING_MS;
  return isMovedOn && asked.type === earlier.type && asked.status === earlier.status;
}

function hasEndedBefore(table: JobTable, row: number, fromMs: number): boolean {
  // A start that is absent is no number, and lies on neither side.
  return table.finishMsAt(row) < fromMs && !(table.startMsAt(row) >= fromMs);
}
