import type { TimeFormat } from '../../config/settings.js';

/** An end of the range as the tenant wants it: ISO 8601 in UTC with milliseconds, or milliseconds since the Unix epoch. */
export function toRangeTime(timeMs: number, format: TimeFormat): string | number {
  return format === 'epochMilliseconds' ? timeMs : new Date(timeMs).toISOString();
}
