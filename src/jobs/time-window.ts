import type { ParameterFault } from '../errors/app-error.js';

/** From, inclusive, to: epoch milliseconds. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
export const DEFAULT_WINDOW_MS = 7 * DAY_MS;

/** What four digits of a year can say: beyond it the vendor refuses the question, and links could not be read again. */
const CALENDAR: TimeWindow = {
  fromMs: Date.parse('0001-01-01T00:00Z'),
  toMs: Date.parse('9999-12-31T23:59Z'),
};

/** A window of whole minutes around the one asked for: callers who ask a second apart share one answer. */
export function roundOutward({ fromMs, toMs }: TimeWindow): TimeWindow {
  return {
    fromMs: Math.floor(fromMs / MINUTE_MS) * MINUTE_MS,
    toMs: Math.ceil(toMs / MINUTE_MS) * MINUTE_MS,
  };
}

/** What is wrong with a window; empty when it can be asked. */
export function windowFaults({ fromMs, toMs }: TimeWindow, maxDays: number): ParameterFault[] {
  if (fromMs >= toMs) return [{ parameter: 'from', message: 'must be before "to"' }];
  if (fromMs < CALENDAR.fromMs) return [{ parameter: 'from', message: 'must not lie before the year 1' }];
  if (toMs > CALENDAR.toMs) return [{ parameter: 'to', message: 'must not lie after the year 9999' }];
  // Links and cursors bring a window back as it was rounded: up to a minute longer than the one that was asked for.
  const roundingMs = fromMs % MINUTE_MS === 0 && toMs % MINUTE_MS === 0 ? MINUTE_MS : 0;
  if (toMs - fromMs > maxDays * DAY_MS + roundingMs)
    return [{ parameter: 'from', message: `must be at most ${maxDays} days before "to"` }];
  return [];
}

/** The days around a job's start in which every reading of the range finds it: its own, the one before midnight's edge, the next. */
export function windowAround(startMs: number, nowMs: number): TimeWindow {
  const dayOf = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;
  const endMs = Math.min(dayOf(startMs) + 2 * DAY_MS, Math.max(nowMs, startMs + MINUTE_MS));
  return roundOutward({ fromMs: dayOf(startMs - MINUTE_MS), toMs: endMs });
}

/** The window as answers show it. */
export function describeWindow({ fromMs, toMs }: TimeWindow): { from: string; to: string } {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}
