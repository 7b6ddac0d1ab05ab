import type { JobTable } from '../table/job-table.js';
import type { TimeWindow } from '../time-window.js';
import type { HeldJob, Sighting } from './held-job.js';
import { extentAt } from './job-extent.js';

/** The jobs of a stretch: a table, which copies share, and a sighting for each of its rows. */
export class HeldRows {
  constructor(
    readonly table: JobTable,
    readonly sightings: readonly Sighting[],
  ) {}

  /** All rows of a table, returned by one question. */
  static seenBy(table: JobTable, seenIn: TimeWindow, seenAtMs: number): HeldRows {
    const sighting: Sighting = { seenIn, missedIn: undefined, seenAtMs };
    return new HeldRows(
      table,
      Array.from({ length: table.length }, () => sighting),
    );
  }

  get size(): number {
    return this.table.length;
  }

  sightingAt(row: number): Sighting {
    const sighting = this.sightings[row];
    if (sighting === undefined) throw new RangeError(`no row ${row}`);
    return sighting;
  }

  /** What is known of a job, reckoned anew: held for every job, it would take more than the job itself. */
  heldAt(row: number): HeldJob {
    const { seenIn, missedIn, seenAtMs } = this.sightingAt(row);
    return { row, extent: extentAt(this.table, row), seenIn, missedIn, seenAtMs };
  }

  /** Those of them that are worth the reckoning. */
  heldWhere(isMeant: (row: number) => boolean): HeldJob[] {
    return this.sightings.flatMap((_, row) => (isMeant(row) ? [this.heldAt(row)] : []));
  }

  /** A job in a state that nobody knows may run, too. */
  mayRunAt(row: number): boolean {
    const status = this.table.statusAt(row);
    return status === 'inProgress' || status === 'unknown';
  }

  *[Symbol.iterator](): Generator<HeldJob, void, undefined> {
    for (let row = 0; row < this.size; row += 1) yield this.heldAt(row);
  }

  /** The rows by their ids, for the moment in which an answer is taken in. */
  rowsById(): ReadonlyMap<string, number> {
    return new Map(this.table.columns.ids.map((id, row) => [id, row]));
  }
}
