import type { Job } from '../job.js';
import { COUNTS, type JobColumns } from './job-columns.js';
import type { JobTable } from './job-table.js';

/** A table as JSON can have it: a number that is none becomes null there. */
export function tellColumns({ columns }: JobTable): ToldColumns {
  const { ids, moduleWords, ownerWords } = columns;
  return {
    ids,
    moduleWords,
    ownerWords,
    numbers: numbersOf(columns).map((column) => Array.from(column)),
    upstreamTypes: [...columns.upstreamTypes],
    upstreamStatuses: [...columns.upstreamStatuses],
  };
}

/** The columns of what was told; undefined for what is none of ours: nothing of it could be shown. */
export function readColumns(told: unknown): JobColumns | undefined {
  if (!isTold(told)) return undefined;
  const { ids, moduleWords, ownerWords, upstreamTypes, upstreamStatuses } = told;
  const [types, statuses, startsMs, finishesMs, durationsSeconds, sizesBytes, modules, owners, ...counts] =
    told.numbers.map((column) => Float64Array.from(column, (number) => number ?? NaN));
  if (!types || !statuses || !startsMs || !finishesMs || !durationsSeconds || !sizesBytes) return undefined;
  if (!modules || !owners || !ids.every((_, row) => ownerWords[owners[row] ?? 0] !== undefined))
    return undefined;
  return {
    ids,
    types,
    statuses,
    startsMs,
    finishesMs,
    durationsSeconds,
    sizesBytes,
    counts,
    modules,
    owners,
    moduleWords,
    ownerWords,
    upstreamTypes: new Map(upstreamTypes),
    upstreamStatuses: new Map(upstreamStatuses),
  };
}

interface ToldColumns {
  readonly ids: readonly string[];
  /** In the order of `numbersOf`. */
  readonly numbers: readonly (readonly (number | null)[])[];
  readonly moduleWords: readonly Job['module'][];
  readonly ownerWords: readonly Job['organization'][];
  readonly upstreamTypes: readonly (readonly [number, unknown])[];
  readonly upstreamStatuses: readonly (readonly [number, unknown])[];
}

function numbersOf(columns: JobColumns): readonly ArrayLike<number>[] {
  const { types, statuses, startsMs, finishesMs, durationsSeconds, sizesBytes, modules, owners } = columns;
  return [
    types,
    statuses,
    startsMs,
    finishesMs,
    durationsSeconds,
    sizesBytes,
    modules,
    owners,
    ...columns.counts,
  ];
}

const NUMBER_COLUMNS = 8 + COUNTS.length;

/** The digest and the version say that one of us wrote it: what is looked at is that every job is there in every column. */
function isTold(told: unknown): told is ToldColumns {
  if (typeof told !== 'object' || told === null || !('ids' in told) || !('numbers' in told)) return false;
  const { ids, numbers } = told;
  const lists = new Map<string, unknown>(Object.entries(told));
  const areLists = ['moduleWords', 'ownerWords', 'upstreamTypes', 'upstreamStatuses'].every((name) =>
    Array.isArray(lists.get(name)),
  );
  if (!areLists || !Array.isArray(ids) || !Array.isArray(numbers)) return false;
  return (
    numbers.length === NUMBER_COLUMNS &&
    numbers.every((column) => Array.isArray(column) && (column.length === 0 || column.length === ids.length))
  );
}
