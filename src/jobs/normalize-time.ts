import { readNumber } from './read-number.js';
import { EARLIEST_MS, readEpochTime, readTicks } from './read-epoch-time.js';
import { readUtcTime } from './read-utc-time.js';

const ISO_TEXT =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d*))?)?\s?(?:Z|([+-])(\d{2}):?(\d{2})?)?)?$/i;
// As the vendor writes them: what is wanted stands there already.
const UTC_TEXT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3,})?Z?$/;
// The offset behind the number says how to show the moment, not which moment it is.
const DATE_CALL = /^\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\/$/i;
const TICKS_TEXT = /^\d{18,19}$/;

const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A time in any of the notations seen, as `YYYY-MM-DDTHH:mm:ss.sssZ`; null when absent, unreadable or out of range. */
export function normalizeTime(value: unknown): string | null {
  if (typeof value === 'string' && UTC_TEXT.test(value)) return keepUtcText(value);
  const timeMs = typeof value === 'string' ? readTimeText(value.trim()) : readEpochTime(readNumber(value));
  return isInRange(timeMs) ? new Date(timeMs).toISOString() : null;
}

/** Nearly every time comes this way: nothing of it is written anew, which took a third of the reading of a record. */
function keepUtcText(text: string): string | null {
  const fraction = text.charAt(19) === '.' ? text.slice(19, 23) : '.000';
  const kept = `${text.slice(0, 19)}${fraction}Z`;
  return isInRange(readUtcTime(kept)) ? kept : null;
}

function isInRange(timeMs: number | undefined): timeMs is number {
  return timeMs !== undefined && timeMs >= EARLIEST_MS && timeMs <= LATEST_MS;
}

function readTimeText(text: string): number | undefined {
  if (TICKS_TEXT.test(text)) return readTicks(BigInt(text));
  const dateCallMs = DATE_CALL.exec(text)?.[1];
  if (dateCallMs !== undefined) return Number(dateCallMs);
  return readIsoTime(text) ?? readEpochTime(readNumber(text));
}

function readIsoTime(text: string): number | undefined {
  const [, date, time = '00:00', second = '00', fraction = '', sign, hours, minutes] =
    ISO_TEXT.exec(text) ?? [];
  if (date === undefined) return undefined;
  // Digits past the millisecond are cut off, never rounded: a job must not finish in the next second.
  const localMs = readUtcTime(`${date}T${time}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  const offsetMinutes = readOffset(sign, Number(hours ?? 0), Number(minutes ?? 0));
  return localMs === undefined || offsetMinutes === undefined ? undefined : localMs - offsetMinutes * 60_000;
}

function readOffset(sign: string | undefined, hours: number, minutes: number): number | undefined {
  if (hours > 23 || minutes > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
}
