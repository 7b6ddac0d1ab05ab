import { SORT_NAMES, type JobPlace, type SortValue } from './job-sort.js';
import type { TimeWindow } from './time-window.js';

/** The place after which to go on, in which order, and the window it was seen in. It holds nothing its reader has not seen. */
export interface JobCursor {
  readonly sort: string;
  readonly window: TimeWindow;
  readonly after: JobPlace;
}

const LONGEST_CURSOR = 2_000;

/** Turns a cursor into text for `page.nextCursor`; callers treat it as opaque. */
export function encodeCursor({ sort, window, after }: JobCursor): string {
  const parts = [1, sort, window.fromMs, window.toMs, after.value, after.organizationId, after.jobId];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Reads a cursor; undefined for a text that is none. */
export function decodeCursor(text: string): JobCursor | undefined {
  if (text.length > LONGEST_CURSOR || !/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  try {
    return cursorOf(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    return undefined;
  }
}

function cursorOf(parts: unknown): JobCursor | undefined {
  if (!Array.isArray(parts) || parts.length !== 7 || parts[0] !== 1) return undefined;
  const [, sort, fromMs, toMs, value, organizationId, jobId] = parts as unknown[];
  if (typeof sort !== 'string' || !SORT_NAMES.includes(sort)) return undefined;
  if (typeof organizationId !== 'string' || typeof jobId !== 'string') return undefined;
  if (!isMinute(fromMs) || !isMinute(toMs) || !isSortValue(value)) return undefined;
  return { sort, window: { fromMs, toMs }, after: { value, organizationId, jobId } };
}

function isMinute(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) % 60_000 === 0 && Math.abs(Number(value)) < 8.64e15;
}

function isSortValue(value: unknown): value is SortValue {
  return value === null || typeof value === 'string' || typeof value === 'number';
}
