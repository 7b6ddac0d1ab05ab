import type { ItemCounts, Job } from '../job.js';
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
    this.addCounts(0, job.entities);
    this.addCounts(5, job.records);
    columns.modules.push(this.moduleList.placeOf(job.module));
    columns.owners.push(this.ownerList.placeOf(job.organization));
    return row;
  }

  /** To five columns, in the order of `COUNTS`. */
  private addCounts(first: number, { successful, failed, skipped, warning, total }: ItemCounts): void {
    const { counts } = this.columns;
    counts[first]?.push(successful);
    counts[first + 1]?.push(failed);
    counts[first + 2]?.push(skipped);
    counts[first + 3]?.push(warning);
    counts[first + 4]?.push(total);
  }

  /** A table of the rows named, in their order; without any named, of all. */
  tableOf(rows?: ArrayLike<number>): JobTable {
    return gatherRows([{ columns: this.columns, rows: this.isEveryRow(rows) ? undefined : rows }]);
  }

  /** Whole columns are copied at once: picked row by row, they take several times as long. */
  private isEveryRow(rows: ArrayLike<number> | undefined): boolean {
    if (rows?.length !== this.columns.ids.length) return false;
    return this.columns.ids.every((_, row) => rows[row] === row);
  }
}

function toMs(time: string | null): number {
  return time === null ? NaN : Date.parse(time);
}
