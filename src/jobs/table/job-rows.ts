import type { Job } from '../job.js';
import { gatherRows } from './gather-rows.js';
import { JobTable } from './job-table.js';

/** Some jobs of a table. Selections share the table they are made of, and hold four bytes a job beside it. */
export class JobRows implements Iterable<Job> {
  /** `chosen`: the rows meant, each once; without it, all of them. */
  constructor(
    readonly table: JobTable,
    readonly chosen?: Uint32Array,
  ) {}

  get length(): number {
    return this.chosen?.length ?? this.table.length;
  }

  /** The row at a position from 0 to `length`. */
  rowAt(position: number): number {
    return this.chosen?.[position] ?? position;
  }

  /** Tells each row, in the order in which they are held. */
  visit(tell: (row: number) => void): void {
    const { length } = this;
    for (let position = 0; position < length; position += 1) tell(this.rowAt(position));
  }

  filter(fits: (row: number) => boolean): JobRows {
    const { table } = this;
    const chosen = new Uint32Array(this.length);
    let length = 0;
    this.visit((row) => {
      if (fits(row)) chosen[length++] = row;
    });
    return length === this.length ? this : new JobRows(table, chosen.slice(0, length));
  }

  /** Those rows of the same table, each named once. */
  only(rows: ArrayLike<number>): JobRows {
    return new JobRows(this.table, rows.length === this.table.length ? undefined : Uint32Array.from(rows));
  }

  every(holds: (row: number) => boolean): boolean {
    const { length } = this;
    for (let position = 0; position < length; position += 1) if (!holds(this.rowAt(position))) return false;
    return true;
  }

  /** The same jobs, without most of those that are not meant: what is held must not keep a large table for a few of its rows. */
  compact(): JobRows {
    const { table, chosen } = this;
    return chosen === undefined || chosen.length * 2 > table.length ? this : joinJobs([this]);
  }

  /** A table of just these jobs. */
  toTable(): JobTable {
    return this.chosen === undefined ? this.table : joinJobs([this]).table;
  }

  /** The jobs themselves, each made when it is taken. */
  *[Symbol.iterator](): Generator<Job, void, undefined> {
    for (let position = 0; position < this.length; position += 1)
      yield this.table.jobAt(this.rowAt(position));
  }
}

/** The jobs of several selections, in one table of their own. */
export function joinJobs(selections: readonly JobRows[]): JobRows {
  return new JobRows(
    gatherRows(selections.map(({ table, chosen }) => ({ columns: table.columns, rows: chosen }))),
  );
}
