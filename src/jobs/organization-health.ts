import { isAnswered, type SourceResult } from '../aggregation/source.js';
import type { Organization } from '../organizations/organization.js';
import type { Job } from './job.js';
import { selectRows } from './table/select-rows.js';
import type { JobRows } from './table/job-rows.js';
import type { JobTable } from './table/job-table.js';

/**
 * failing: the last backup that ended did not finish well; late: none finished well within the expected hours;
 * unknown: the organization could not be read.
 */
export type Health = 'ok' | 'late' | 'failing' | 'unknown';

export interface OrganizationHealth {
  readonly health: Health;
  readonly lastSuccessfulBackup: string | null;
  readonly backupAgeSeconds: number | null;
  readonly lastBackup: Job | null;
}

const HOUR_MS = 60 * 60 * 1000;
const UNKNOWN: OrganizationHealth = {
  health: 'unknown',
  lastSuccessfulBackup: null,
  backupAgeSeconds: null,
  lastBackup: null,
};

/** How an organization is backed up, by its backup jobs of the last seven days. */
export function healthOf(result: SourceResult<JobRows>, nowMs: number): OrganizationHealth {
  if (!isAnswered(result)) return UNKNOWN;
  const { table } = result.value;
  const backups = selectRows(result.value, { types: ['backup'], statuses: [] });
  const lastSuccessfulBackup = lastSuccessfulBackupOf(backups);
  const ageMs = lastSuccessfulBackup === null ? null : Math.max(0, nowMs - Date.parse(lastSuccessfulBackup));
  const lastBackup = lastBy(backups, (row) => table.startMsAt(row));
  return {
    health: judge(backups, ageMs, result.organization),
    lastSuccessfulBackup,
    backupAgeSeconds: ageMs === null ? null : Math.floor(ageMs / 1000),
    lastBackup: lastBackup === undefined ? null : table.jobAt(lastBackup),
  };
}

/** When the last backup that finished well ended, as far as these jobs tell; null when none of them did. */
export function lastSuccessfulBackupOf(jobs: JobRows): string | null {
  const { table } = jobs;
  let latestMs = -Infinity;
  selectRows(jobs, { types: ['backup'], statuses: ['finished'] }).visit((row) => {
    const endMs = endMsOf(table, row);
    // An end that nobody tells is no number, and later than none.
    if (endMs > latestMs) latestMs = endMs;
  });
  return latestMs === -Infinity ? null : new Date(latestMs).toISOString();
}

function judge(backups: JobRows, ageMs: number | null, { expectBackupEveryHours }: Organization): Health {
  const { table } = backups;
  const ended = backups.filter((row) => hasEnded(table, row));
  const lastEnded = lastBy(ended, (row) => endMsOf(table, row));
  if (lastEnded !== undefined && table.statusAt(lastEnded) !== 'finished') return 'failing';
  return ageMs === null || ageMs > expectBackupEveryHours * HOUR_MS ? 'late' : 'ok';
}

function hasEnded(table: JobTable, row: number): boolean {
  const status = table.statusAt(row);
  return status === 'unknown' ? !Number.isNaN(table.finishMsAt(row)) : status !== 'inProgress';
}

/** Epoch milliseconds; NaN when neither end nor start is told. */
export function endMsOf(table: JobTable, row: number): number {
  const finishMs = table.finishMsAt(row);
  return Number.isNaN(finishMs) ? table.startMsAt(row) : finishMs;
}

/** The row with the greatest time; among equals the one with the greatest id, so that the choice is steady. */
function lastBy(jobs: JobRows, timeMsOf: (row: number) => number): number | undefined {
  const { table } = jobs;
  let last: { readonly row: number; readonly timeMs: number } | undefined;
  jobs.visit((row) => {
    const toldMs = timeMsOf(row);
    const timeMs = Number.isNaN(toldMs) ? -Infinity : toldMs;
    const isLater =
      last === undefined ||
      timeMs > last.timeMs ||
      (timeMs === last.timeMs && table.idAt(row) > table.idAt(last.row));
    if (isLater) last = { row, timeMs };
  });
  return last?.row;
}
