/** What receivers need not be told of any more about one organization. */
export interface ToldState {
  /** Bad ends by job id: how it ended, and when that was, in epoch milliseconds. */
  readonly badEnds: Readonly<Record<string, readonly [status: string, atMs: number]>>;
  readonly isLate: boolean;
}

/** Reads a state that was kept as text; undefined when it is none. */
export function parseToldState(text: string): ToldState | undefined {
  try {
    const state: unknown = JSON.parse(text);
    return isToldState(state) ? state : undefined;
  } catch {
    return undefined;
  }
}

function isToldState(value: unknown): value is ToldState {
  if (typeof value !== 'object' || value === null) return false;
  if (!('isLate' in value) || typeof value.isLate !== 'boolean') return false;
  if (!('badEnds' in value) || typeof value.badEnds !== 'object' || value.badEnds === null) return false;
  return Object.values(value.badEnds).every(isBadEnd);
}

function isBadEnd(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === 'string' && Number.isFinite(value[1]);
}
