import { isAnswered, type SourceResult } from '../aggregation/source.js';
import type { Organization } from '../organizations/organization.js';
import type { Job } from './job.js';

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
export function healthOf(result: SourceResult<readonly Job[]>, nowMs: number): OrganizationHealth {
  if (!isAnswered(result)) return UNKNOWN;
  const backups = result.value.filter(({ type }) => type === 'backup');
  const lastSuccessfulBackup = lastSuccessfulBackupOf(backups);
  const ageMs = lastSuccessfulBackup === null ? null : Math.max(0, nowMs - Date.parse(lastSuccessfulBackup));
  return {
    health: judge(backups, ageMs, result.organization),
    lastSuccessfulBackup,
    backupAgeSeconds: ageMs === null ? null : Math.floor(ageMs / 1000),
    lastBackup: lastBy(backups, ({ startTime }) => startTime) ?? null,
  };
}

/** When the last backup that finished well ended, as far as these jobs tell; null when none of them did. */
export function lastSuccessfulBackupOf(jobs: readonly Job[]): string | null {
  return latest(jobs.filter(({ type, status }) => type === 'backup' && status === 'finished').map(endOf));
}

function judge(
  backups: readonly Job[],
  ageMs: number | null,
  { expectBackupEveryHours }: Organization,
): Health {
  const lastEnded = lastBy(backups.filter(hasEnded), endOf);
  if (lastEnded !== undefined && lastEnded.status !== 'finished') return 'failing';
  return ageMs === null || ageMs > expectBackupEveryHours * HOUR_MS ? 'late' : 'ok';
}

function hasEnded({ status, finishTime }: Job): boolean {
  return status === 'unknown' ? finishTime !== null : status !== 'inProgress';
}

function endOf({ finishTime, startTime }: Job): string | null {
  return finishTime ?? startTime;
}

function latest(times: readonly (string | null)[]): string | null {
  return times.reduce((last, time) => (time !== null && (last === null || time > last) ? time : last), null);
}

/** The job with the greatest time; among equals the one with the greatest id, so that the choice is steady. */
function lastBy(jobs: readonly Job[], timeOf: (job: Job) => string | null): Job | undefined {
  const key = (job: Job): string => `${timeOf(job) ?? ''} ${job.id}`;
  return jobs.reduce<Job | undefined>(
    (last, job) => (last === undefined || key(job) > key(last) ? job : last),
    undefined,
  );
}
