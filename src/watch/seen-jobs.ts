import { joinJobs, type JobRows } from '../jobs/table/job-rows.js';
import type { JobTable } from '../jobs/table/job-table.js';
import { isSameRow } from './is-same-row.js';
import type { JobChange } from './job-change.js';

/** The jobs of one organization as they were last seen. */
export class SeenJobs {
  constructor(private jobs: JobRows) {}

  /**
   * What is new or different, oldest start first. A job that is missing is no change; it is forgotten once its times
   * lie before `fromMs`, so that one which an answer lacks for a moment does not come up twice.
   */
  compare(jobs: JobRows, fromMs: number): JobChange[] {
    const before = rowsById(this.jobs);
    const changes: JobChange[] = [];
    jobs.visit((row) => {
      const id = jobs.table.idAt(row);
      const change = this.changeOf(jobs.table, row, before.get(id));
      if (change !== undefined) changes.push(change);
      before.delete(id);
    });
    const missing = [...before.values()].filter((row) => isSince(this.jobs.table, row, fromMs));
    this.jobs = missing.length === 0 ? jobs : joinJobs([this.jobs.only(missing), jobs]);
    return changes.toSorted(byStart);
  }

  private changeOf(table: JobTable, row: number, before: number | undefined): JobChange | undefined {
    if (before === undefined) return { kind: 'created', job: table.jobAt(row), previousStatus: null };
    if (isSameRow(this.jobs.table, before, table, row)) return undefined;
    return { kind: 'changed', job: table.jobAt(row), previousStatus: this.jobs.table.statusAt(before) };
  }
}

function rowsById(jobs: JobRows): Map<string, number> {
  const rows = new Map<string, number>();
  jobs.visit((row) => rows.set(jobs.table.idAt(row), row));
  return rows;
}

function isSince(table: JobTable, row: number, fromMs: number): boolean {
  return table.startMsAt(row) >= fromMs || table.finishMsAt(row) >= fromMs;
}

function byStart({ job: left }: JobChange, { job: right }: JobChange): number {
  return startKey(left) < startKey(right) ? -1 : 1;
}

/** Jobs without a start come last. */
function startKey({ startTime, id }: JobChange['job']): string {
  return `${startTime ?? '~'} ${id}`;
}
