import type { Job } from '../../src/jobs/job.js';
import type { SourceReport } from '../../src/aggregation/source.js';

export interface Count {
  readonly totalJobs: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly backupSizeBytes: number;
}

/** What `GET /v1/jobs/summary` answers. */
export interface Summary extends Count {
  readonly successRate: number | null;
  readonly byType: Readonly<Record<string, number>>;
  readonly durationSeconds: Readonly<Record<'p50' | 'p95' | 'max', number | null>>;
  readonly byOrganization: readonly (Count & {
    readonly organizationId: string;
    readonly organizationName: string | null;
    readonly successRate: number | null;
    readonly lastSuccessfulBackup: string | null;
  })[];
  readonly byDay: readonly (Count & { readonly date: string })[];
  readonly window: { readonly from: string; readonly to: string };
  readonly sources: readonly SourceReport[];
  readonly partial: boolean;
}

const STATUSES = ['inProgress', 'finished', 'failed', 'finishedWithException', 'unknown'];
const TYPES = ['backup', 'restore', 'dryRun', 'retention', 'auditBackup', 'export', 'unknown'];

const countEach = (names: readonly string[], found: readonly string[]): Record<string, number> =>
  Object.fromEntries(names.map((name) => [name, found.filter((one) => one === name).length]));

function countOf(jobs: readonly Job[]): Count {
  return {
    totalJobs: jobs.length,
    byStatus: countEach(
      STATUSES,
      jobs.map(({ status }) => status),
    ),
    backupSizeBytes: jobs.reduce((sum, job) => sum + job.backupSizeBytes, 0),
  };
}

function rateOf({ byStatus }: Count): number | null {
  const [good = 0, ...bad] = ['finished', 'finishedWithException', 'failed'].map(
    (name) => byStatus[name] ?? 0,
  );
  const all = bad.reduce((sum, count) => sum + count, good);
  return all === 0 ? null : good / all;
}

/** The duration at a place of the sorted list, counted from one: where the percent of the length falls, rounded up. */
function rankOf(jobs: readonly Job[], percent: number): number | null {
  const sorted = jobs.flatMap(({ durationSeconds: seconds }) => (seconds === null ? [] : [seconds]));
  sorted.sort((left, right) => left - right);
  return sorted.find((_, index) => (index + 1) * 100 >= percent * sorted.length) ?? null;
}

/** Walks from the first day to the last by the calendar. */
function daysOf({ from, to }: Summary['window']): string[] {
  const days: string[] = [];
  const day = new Date(`${from.slice(0, 10)}T00:00:00Z`);
  for (; day.getTime() < Date.parse(to); day.setUTCDate(day.getUTCDate() + 1))
    days.push(day.toISOString().slice(0, 10));
  return days;
}

function lastGoodBackup(jobs: readonly Job[]): string | null {
  const ends = jobs
    .filter(({ type, status }) => type === 'backup' && status === 'finished')
    .map(({ finishTime, startTime }) => finishTime ?? startTime ?? '')
    .filter((time) => time !== '');
  return ends.toSorted().at(-1) ?? null;
}

/** The summary of these jobs by the plainest means, but for where they came from. */
export function countedJobs(
  jobs: readonly Job[],
  organizations: readonly { readonly id: string; readonly name: string }[],
  window: Summary['window'],
): Omit<Summary, 'sources' | 'partial'> {
  const all = countOf(jobs);
  return {
    ...all,
    successRate: rateOf(all),
    byType: countEach(
      TYPES,
      jobs.map(({ type }) => type),
    ),
    durationSeconds: { p50: rankOf(jobs, 50), p95: rankOf(jobs, 95), max: rankOf(jobs, 100) },
    byOrganization: organizations
      .toSorted((left, right) => (left.id < right.id ? -1 : 1))
      .map(({ id, name }) => {
        const own = jobs.filter(({ organization }) => organization.id === id);
        const count = countOf(own);
        return Object.assign(count, {
          organizationId: id,
          organizationName: name,
          successRate: rateOf(count),
          lastSuccessfulBackup: lastGoodBackup(own),
        });
      }),
    byDay: daysOf(window).map((date) =>
      Object.assign(countOf(jobs.filter(({ startTime }) => startTime?.startsWith(date) === true)), { date }),
    ),
    window,
  };
}
