import { statusAt, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import { ORGANIZATIONS, PLANTED } from './planted-jobs.js';
import type { AskedSelection } from './random-selections.js';

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

interface Row {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly job: StandInJob;
}

const ROWS: readonly Row[] = ORGANIZATIONS.flatMap(({ id, name }) =>
  (PLANTED[id] ?? []).map((job) => ({ organizationId: id, organizationName: name, job })),
);

/** What an answer shows of a job under a sort's name; undefined for what it cannot show. */
function shownValue({ organizationName, job }: Row, name: string): string | number | undefined {
  const { startMs, finishMs } = job;
  switch (name) {
    case 'startTime':
      return job.fields?.['startTime'] === undefined ? undefined : startMs;
    case 'finishTime':
      return finishMs;
    case 'durationSeconds':
      return finishMs === undefined ? undefined : finishMs - startMs;
    case 'backupSizeBytes':
      return finishMs === undefined ? 0 : job.backupSizeBytes;
    default:
      return organizationName;
  }
}

/** The answer at a time, by the plainest means: `organizationId jobId` of every selected job, in the asked order. */
export function expectedJobs(
  { types, statuses, organizations, window, sort = '-startTime' }: AskedSelection,
  nowMs: number,
): string[] {
  const fromMs = Math.floor((window?.fromMs ?? nowMs - WEEK_MS) / MINUTE_MS) * MINUTE_MS;
  const toMs = Math.ceil((window?.toMs ?? nowMs) / MINUTE_MS) * MINUTE_MS;
  const ids = organizations.map(({ id }) => id);
  const rows = ROWS.filter(
    ({ organizationId, job }) =>
      (ids.length === 0 || ids.includes(organizationId)) &&
      (types.length === 0 || types.includes(job.type)) &&
      (statuses.length === 0 || statuses.includes(statusAt(job, nowMs))) &&
      job.startMs >= fromMs &&
      job.startMs <= toMs,
  );
  return sortRows(rows, sort).map(({ organizationId, job }) => `${organizationId} ${job.jobId}`);
}

/** Stable sorts one after the other, the least important first; what has no value goes to the end. */
function sortRows(rows: readonly Row[], sort: string): Row[] {
  const name = sort.replace('-', '');
  const byIds = rows
    .toSorted((left, right) => (left.job.jobId < right.job.jobId ? -1 : 1))
    .toSorted((left, right) => left.organizationId.localeCompare(right.organizationId, 'en'));
  const valued = byIds.filter((row) => shownValue(row, name) !== undefined);
  const order = (left: Row, right: Row): number => {
    const [one, other] = [shownValue(left, name) ?? 0, shownValue(right, name) ?? 0];
    if (one === other) return 0;
    return one > other === sort.startsWith('-') ? -1 : 1;
  };
  return [...valued.toSorted(order), ...byIds.filter((row) => shownValue(row, name) === undefined)];
}
