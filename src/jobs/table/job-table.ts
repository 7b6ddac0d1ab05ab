import type { ItemCounts, Job } from '../job.js';
import { STATUSES, TYPES, type JobColumns } from './job-columns.js';
import type { NumberColumn } from './number-column.js';

/** The columns as they are held: what is read for every question lies in memory of one kind. */
export interface PackedColumns extends JobColumns {
  readonly types: Uint8Array;
  readonly statuses: Uint8Array;
  readonly startsMs: Float64Array;
  readonly finishesMs: Float64Array;
  readonly durationsSeconds: Float64Array;
  readonly sizesBytes: Float64Array;
  readonly counts: readonly NumberColumn[];
  readonly modules: NumberColumn;
  readonly owners: NumberColumn;
}

/** Jobs held column by column, never changed: a job is made of them only when it is shown. */
export class JobTable {
  constructor(readonly columns: PackedColumns) {}

  get length(): number {
    return this.columns.ids.length;
  }

  idAt(row: number): string {
    return this.columns.ids[row] ?? '';
  }

  typeAt(row: number): Job['type'] {
    return TYPES[this.columns.types[row] ?? 0] ?? 'unknown';
  }

  statusAt(row: number): Job['status'] {
    return STATUSES[this.columns.statuses[row] ?? 0] ?? 'unknown';
  }

  /** Epoch milliseconds; NaN when absent. */
  startMsAt(row: number): number {
    return this.columns.startsMs[row] ?? NaN;
  }

  /** Epoch milliseconds; NaN when absent. */
  finishMsAt(row: number): number {
    return this.columns.finishesMs[row] ?? NaN;
  }

  /** NaN when absent. */
  durationSecondsAt(row: number): number {
    return this.columns.durationsSeconds[row] ?? NaN;
  }

  sizeBytesAt(row: number): number {
    return this.columns.sizesBytes[row] ?? 0;
  }

  ownerAt(row: number): Job['organization'] {
    const { owners, ownerWords } = this.columns;
    const owner = ownerWords[owners[row] ?? 0];
    if (owner === undefined) throw new RangeError(`no row ${row}`);
    return owner;
  }

  jobAt(row: number): Job {
    const { upstreamTypes, upstreamStatuses, modules, moduleWords } = this.columns;
    return {
      id: this.idAt(row),
      type: this.typeAt(row),
      ...(upstreamTypes.has(row) ? { upstreamType: upstreamTypes.get(row) } : {}),
      status: this.statusAt(row),
      ...(upstreamStatuses.has(row) ? { upstreamStatus: upstreamStatuses.get(row) } : {}),
      module: moduleWords[modules[row] ?? 0] ?? null,
      startTime: toTime(this.startMsAt(row)),
      finishTime: toTime(this.finishMsAt(row)),
      durationSeconds: toNullable(this.durationSecondsAt(row)),
      entities: this.countsAt(row, 0),
      records: this.countsAt(row, 5),
      backupSizeBytes: this.sizeBytesAt(row),
      organization: this.ownerAt(row),
    };
  }

  private countsAt(row: number, first: number): ItemCounts {
    const { counts } = this.columns;
    const countOf = (column: number): number => counts[first + column]?.[row] ?? 0;
    return {
      successful: countOf(0),
      failed: countOf(1),
      skipped: countOf(2),
      warning: countOf(3),
      total: countOf(4),
    };
  }
}

function toTime(ms: number): string | null {
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function toNullable(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
