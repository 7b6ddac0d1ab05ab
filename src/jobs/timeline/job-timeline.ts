import type { TimeWindow } from '../time-window.js';
import type { HeldRows } from './held-rows.js';
import { EVERY_READING, type RangeReading } from './range-readings.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** How long a stretch is held before it is asked whole again: nothing that it misses is missed for longer. */
export const BASE_LIFE_MS = 24 * HOUR_MS;

/** How long after its start (or its finish, where only ended jobs are shown) a job may first appear without being missed. */
export const LATENESS_MS = 60 * MINUTE_MS;

/** A stretch of time whose jobs are all held, as the upstream returned them. */
export interface Stretch {
  /** The end is Infinity for one that goes on: when it was asked, its end lay in the future. */
  readonly window: TimeWindow;
  readonly jobs: HeldRows;
  /** When the oldest part of it was asked. Epoch milliseconds, like all times here. */
  readonly baseAskedAtMs: number;
  /** When what can still change in it was asked. */
  readonly tailAskedAtMs: number;
}

/** Windows from this beginning back hold too much to be kept. */
export interface GivenUp {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What is known of one organization's jobs. A value: every answer makes a new one. */
export interface JobTimeline {
  /** Newest base first. */
  readonly stretches: readonly Stretch[];
  /** The readings that every answer so far allows; none when the answers contradict each other. */
  readonly readings: readonly RangeReading[];
  readonly contradictedAtMs: number | undefined;
  readonly givenUp: GivenUp | undefined;
}

/** Nothing held. `readings` hands on what another timeline of the same connection has learnt. */
export function emptyTimeline(readings: readonly RangeReading[] = EVERY_READING): JobTimeline {
  return { stretches: [], readings, contradictedAtMs: undefined, givenUp: undefined };
}

export function isLive({ baseAskedAtMs }: Stretch, nowMs: number): boolean {
  return baseAskedAtMs <= nowMs && nowMs < baseAskedAtMs + BASE_LIFE_MS;
}
