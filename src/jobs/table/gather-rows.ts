import type { Job } from '../job.js';
import {
  countRows,
  gatherIds,
  gatherNumbers,
  gatherOddities,
  gatherWords,
  type RowsToGather,
} from './gather-columns.js';
import { COUNTS } from './job-columns.js';
import { JobTable } from './job-table.js';
import { packNumbers } from './number-column.js';

/** A table of its own of the rows named, in their order: whole columns are copied, and no job is made for it. */
export function gatherRows(given: readonly RowsToGather[]): JobTable {
  const parts = given.filter((part) => countRows(part) > 0);
  const modules = gatherWords(parts, ({ modules: places, moduleWords }) => [places, moduleWords]);
  const owners = gatherWords(parts, ({ owners: places, ownerWords }) => [places, ownerWords], ownerKey);
  return new JobTable({
    ids: gatherIds(parts),
    types: new Uint8Array(gatherNumbers(parts, ({ types }) => types)),
    statuses: new Uint8Array(gatherNumbers(parts, ({ statuses }) => statuses)),
    upstreamTypes: gatherOddities(parts, ({ upstreamTypes }) => upstreamTypes),
    upstreamStatuses: gatherOddities(parts, ({ upstreamStatuses }) => upstreamStatuses),
    startsMs: gatherNumbers(parts, ({ startsMs }) => startsMs),
    finishesMs: gatherNumbers(parts, ({ finishesMs }) => finishesMs),
    durationsSeconds: gatherNumbers(parts, ({ durationsSeconds }) => durationsSeconds),
    sizesBytes: gatherNumbers(parts, ({ sizesBytes }) => sizesBytes),
    counts: COUNTS.map((_, place) => packNumbers(gatherNumbers(parts, ({ counts }) => counts[place] ?? []))),
    modules: packNumbers(modules.places),
    owners: packNumbers(owners.places),
    moduleWords: modules.words,
    ownerWords: owners.words,
  });
}

/** Tells organizations apart, and their names: ids are all of one length. */
export function ownerKey({ id, name }: Job['organization']): string {
  return name === null ? id : `${id} ${name}`;
}
