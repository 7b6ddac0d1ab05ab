import { plantJob, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import { chooseOne, fractionOf } from '../../src/demo/stand-in/seeded-random.js';
import { NOW_MS } from '../support/upstream.js';
import { tenantOf } from './world.js';

const MINUTE_MS = 60_000;
const JOBS_EACH = 400;

/** Midnight, forty days before the end of the day on which the tests stand still. */
export const FIRST_MS = Date.parse('2026-10-12T00:00:00.000Z');

const NAMES = ['Delta', 'alpha', 'Same', 'Zulu', 'same', 'Echo', 'bravo-1', '9lives', 'Alpha2'];
export const ORGANIZATIONS = NAMES.map((name, index) => ({
  name: `${name}${name.toLowerCase() === 'same' ? index : ''}`,
  id: idOf(index),
}));

function idOf(index: number): string {
  const digits = Math.floor(fractionOf(`organization ${index}`) * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
  return `${digits}-0000-0000-0000-${String(index).padStart(12, '0')}`;
}

const CURRENT = {
  contract: 'get',
  answerShape: 'current',
  rangeReading: 'start',
  maxPageSize: 1000,
} as const;
const EARLIER = { ...CURRENT, contract: 'post', answerShape: 'earlier' } as const;

/** One tenant that speaks the current contract, one whose earlier contract has to be found out. */
export const TENANTS = [
  tenantOf({ name: 'contoso', ...CURRENT, organizations: ORGANIZATIONS.slice(0, 5) }),
  tenantOf({ name: 'fabrikam', ...EARLIER, organizations: ORGANIZATIONS.slice(5) }),
];

const SPAN_MINUTES = (NOW_MS - FIRST_MS) / MINUTE_MS;

/** Starts lie on few minutes and around their edges, sizes and durations are few: every order has ties. */
function jobOf(organizationId: string, index: number): StandInJob {
  const key = `${organizationId}|${index}`;
  const edgeMs = chooseOne(`${key}|edge`, [0, 0, 1, 59_999, 30_000]);
  const startMs = Math.min(
    NOW_MS - 1,
    FIRST_MS + Math.floor(fractionOf(`${key}|start`) * (SPAN_MINUTES / 30)) * 30 * MINUTE_MS + edgeMs,
  );
  const lastsMs = chooseOne(`${key}|lasts`, [1_500, 60_000, 60_001, 600_000]);
  const hasEnded = fractionOf(`${key}|ended`) > 0.08 && startMs + lastsMs <= NOW_MS;
  const outcome = chooseOne(`${key}|outcome`, [
    'finished',
    'finished',
    'failed',
    'finishedWithException',
  ] as const);
  const type = chooseOne(`${key}|type`, [
    'backup',
    'backup',
    'restore',
    'dryRun',
    'retention',
    'auditBackup',
    'export',
  ] as const);
  const { finishMs: _never, ...job } = plantJob(startMs, {
    // Ids are shared between organizations: an id alone must not tell jobs apart.
    jobId: `job-${String(index).padStart(4, '0')}`,
    type,
    outcome,
    backupSizeBytes: chooseOne(`${key}|size`, [0, 1, 1024, 2 ** 40]),
    // Said here, because the stand-in leaves some starts out by itself, and the reference has to know which.
    fields: { startTime: fractionOf(`${key}|absent`) < 0.05 ? undefined : new Date(startMs).toISOString() },
  });
  return hasEnded ? { ...job, finishMs: startMs + lastsMs } : job;
}

/** Several thousand jobs, by the id of their organization. */
export const PLANTED: Readonly<Record<string, readonly StandInJob[]>> = Object.fromEntries(
  ORGANIZATIONS.map(({ id }) => [id, Array.from({ length: JOBS_EACH }, (_, index) => jobOf(id, index))]),
);
