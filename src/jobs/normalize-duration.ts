import type { Job } from './job.js';
import { readNumber } from './read-number.js';

export interface DurationSources {
  readonly durationHours: unknown;
  readonly status: Job['status'];
  readonly startTime: string | null;
  readonly finishTime: string | null;
}

/** Seconds to the millisecond, from the vendor's hours, else from the two times; null while in progress or when unknown. */
export function normalizeDuration({
  durationHours,
  status,
  startTime,
  finishTime,
}: DurationSources): number | null {
  if (status === 'inProgress') return null;
  const fromHoursMs = toMilliseconds(readNumber(durationHours));
  const durationMs = fromHoursMs ?? toMilliseconds(hoursBetween(startTime, finishTime));
  return durationMs === undefined ? null : durationMs / 1000;
}

function toMilliseconds(hours: number | undefined): number | undefined {
  if (hours === undefined || hours < 0) return undefined;
  const milliseconds = Math.round(hours * 3_600_000);
  return Number.isSafeInteger(milliseconds) ? Math.abs(milliseconds) : undefined;
}

function hoursBetween(startTime: string | null, finishTime: string | null): number | undefined {
  if (startTime === null || finishTime === null) return undefined;
  return (Date.parse(finishTime) - Date.parse(startTime)) / 3_600_000;
}
