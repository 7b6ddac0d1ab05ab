import type { JobType } from '../../jobs/job-vocabulary.js';

export const MINUTE_MS = 60_000;
export const DAY_MS = 1440 * MINUTE_MS;

/** Jobs that come back: one slot in every period, counted from the Unix epoch. */
export interface JobSeries {
  readonly name: string;
  readonly type: JobType;
  readonly module: string;
  /** The first four letters of its job ids. */
  readonly letters: string;
  readonly everyMinutes: number;
  /** Of the slot, from the start of its period. */
  readonly atMinute: number;
  /** A job starts up to this long after its slot. */
  readonly delayMinutes: number;
  readonly lastsMinutes: readonly [least: number, most: number];
  /** How likely a slot has a job. */
  readonly chance: number;
  /** No slot lies before it. */
  readonly sinceMs?: number;
}

/** The slots of a series that lie in a UTC day, in milliseconds since the epoch. */
export function slotsOfDay(series: JobSeries, dayStartMs: number): readonly number[] {
  const periodMs = series.everyMinutes * MINUTE_MS;
  const offsetMs = series.atMinute * MINUTE_MS;
  const slots: number[] = [];
  const firstMs = Math.ceil((dayStartMs - offsetMs) / periodMs) * periodMs + offsetMs;
  for (let slotMs = firstMs; slotMs < dayStartMs + DAY_MS; slotMs += periodMs) {
    if (slotMs >= (series.sinceMs ?? 0)) slots.push(slotMs);
  }
  return slots;
}
