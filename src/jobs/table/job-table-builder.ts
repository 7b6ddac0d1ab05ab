import type { Job } from '../job.js';
import { COUNTS, STATUSES, TYPES, type JobColumns } from './job-columns.js';
import { gatherRows, ownerKey } from './gather-rows.js';
import type { JobTable } from './job-table.js';
import { WordList } from './word-list.js';

/** Takes jobs in one by one and makes a table of them: none is kept as an object, however many come. */
export class JobTableBuilder {
  private readonly moduleList = new WordList<Job['module']>();
  private readonly ownerList = new WordList<Job['organization']>(ownerKey);
  private readonly columns = {
    ids: new Array<string>(),
    types: new Array<number>(),
    statuses: new Array<number>(),
    upstreamTypes: new Map<number, unknown>(),
    upstreamStatuses: new Map<number, unknown>(),
    startsMs: new Array<number>(),
    finishesMs: new Array<number>(),
    durationsSeconds: new Array<number>(),
    sizesBytes: new Array<number>(),
    counts: COUNTS.map((): number[] => []),
    modules: new Array<number>(),
    owners: new Array<number>(),
    moduleWords: this.moduleList.words,
    ownerWords: this.ownerList.words,
  } satisfies JobColumns;

  /** The row of the job. Its times are as `normalizeTime` writes them. */
  add(job: Job): number {
    const { columns } = this;
    const row = columns.ids.push(job.id) - 1;
    columns.types.push(TYPES.indexOf(job.type));
    columns.statuses.push(STATUSES.indexOf(job.status));
    if ('upstreamType' in job) columns.upstreamTypes.set(row, job.upstreamType);
    if ('upstreamStatus' in job) columns.upstreamStatuses.set(row, job.upstreamStatus);
    columns.startsMs.push(toMs(job.startTime));
    columns.finishesMs.push(toMs(job.finishTime));
    columns.durationsSeconds.push(job.durationSeconds ?? NaN);
    columns.sizesBytes.push(job.backupSizeBytes);
    for (const [place, [item, outcome]] of COUNTS.entries()) columns.counts[place]?.push(job[item][outcome]);
    columns.modules.push(this.moduleList.placeOf(job.module));
    columns.owners.push(this.ownerList.placeOf(job.organization));
    return row;
  }

  /** A table of the rows named, in their order; without any named, of all. */
  tableOf(rows?: ArrayLike<number>): JobTable {
    return gatherRows([{ columns: this.columns, rows }]);
  }
}

function toMs(time: string | null): number {
  return time === null ? NaN : Date.parse(time);
}
