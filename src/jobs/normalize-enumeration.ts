import {
  JOB_STATUS_NAMES,
  JOB_STATUSES,
  JOB_TYPE_NAMES,
  JOB_TYPES,
  type JobStatus,
  type JobType,
} from './job-vocabulary.js';
import { readNumber } from './read-number.js';
import { cutText } from './read-text.js';

export type NormalizedType =
  { readonly type: JobType } | { readonly type: 'unknown'; readonly upstreamType: unknown };

export type NormalizedStatus =
  { readonly status: JobStatus } | { readonly status: 'unknown'; readonly upstreamStatus: unknown };

const TYPES = namesByCode(JOB_TYPE_NAMES, JOB_TYPES);
const STATUSES = namesByCode(JOB_STATUS_NAMES, JOB_STATUSES);

/** The type by its number or its name in any spelling; what is neither is kept beside `unknown`. */
export function normalizeType(value: unknown): NormalizedType {
  const type = TYPES.get(toCode(value));
  return type === undefined ? { type: 'unknown', upstreamType: describe(value) } : { type };
}

/** The status, likewise. */
export function normalizeStatus(value: unknown): NormalizedStatus {
  const status = STATUSES.get(toCode(value));
  return status === undefined ? { status: 'unknown', upstreamStatus: describe(value) } : { status };
}

function namesByCode<Name extends string>(
  names: readonly Name[],
  numbers: Readonly<Record<Name, number>>,
): ReadonlyMap<unknown, Name> {
  const codes = names.flatMap((name): [unknown, Name][] => [
    [numbers[name], name],
    [fold(name), name],
  ]);
  return new Map(codes);
}

function toCode(value: unknown): unknown {
  return readNumber(value) ?? (typeof value === 'string' ? fold(value) : undefined);
}

/** "Finished with Exception", "finished_with-exception" and "FinishedWithException" are one name. */
function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_\p{Pd}]/gu, '');
}

function describe(value: unknown): unknown {
  if (value === undefined) return null;
  // JSON has numbers too large for us, but neither a word for infinity nor a use for a negative zero.
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value);
  if (typeof value === 'string') return cutText(value);
  return typeof value === 'object' && value !== null ? cutText(toJsonText(value)) : value;
}

function toJsonText(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Thousands of levels exhaust the serializer's stack; what the value was is of no use to anybody then.
    return Array.isArray(value) ? '[…]' : '{…}';
  }
}
