import { statusAt, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import type { Exchange, ShownJob, ShownSource } from './chaos-answer.js';
import { DEADLINE_MS, FRESH_MS, STALE_MS, type Scene } from './chaos-scene.js';

/** The clocks are one, but each is read to the millisecond, and a wall clock may be slewed. */
const SLACK_MS = 20;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What may go wrong with an upstream, by the types of problems; `not-cached` only for who wants copies only. */
const PASSING: ReadonlySet<string> = new Set(
  [
    'upstream-unavailable',
    'upstream-timeout',
    'upstream-throttled',
    'upstream-invalid',
    'upstream-unauthorized',
    'upstream-rejected',
    'circuit-open',
    'overloaded',
  ].map((code) => `/problems/${code}`),
);

export function isPassing(type: string | undefined, { asked }: Pick<Exchange, 'asked'>): boolean {
  if (type === '/problems/not-cached') return asked.directive === 'only-if-cached';
  return PASSING.has(type ?? '');
}

/** The earliest moment at which a shown answer may have been asked for. */
function oldestMs(source: ShownSource, { sentMs }: Exchange): number {
  switch (source.state) {
    case 'live':
      // It may have joined the fetch of a caller who began before.
      return sentMs - DEADLINE_MS;
    case 'cached':
      // A copy is fresh from the moment its answer came; it was asked for up to a request's time before.
      return sentMs - DEADLINE_MS - FRESH_MS;
    case 'stale':
      return sentMs - DEADLINE_MS - FRESH_MS - STALE_MS;
    case 'failed':
      return Infinity;
    default:
      return source.state satisfies never;
  }
}

/**
 * Where nothing changes any more but by a deletion, an answer is fresh for a day: one job is looked for in its day and
 * those around it, and an answer that was asked for an hour after the last of them has all that they will ever have.
 */
function isSettled(fetchedMs: number, { asked, sentMs }: Exchange, { jobs }: Scene): boolean {
  if (asked.kind !== 'job') return false;
  const job = [...jobs.values()].flat().find(({ jobId }) => jobId === asked.jobId);
  if (job === undefined) return false;
  const lastDayEndsMs = Math.floor(job.startMs / DAY_MS) * DAY_MS + 2 * DAY_MS;
  return fetchedMs >= lastDayEndsMs + HOUR_MS && fetchedMs >= sentMs - DAY_MS - DEADLINE_MS;
}

/** What is wrong with how a source came by what it shows. */
export function sourceFaults(source: ShownSource, exchange: Exchange, scene: Scene): string[] {
  const { state, fetchedAt, totalItems, error } = source;
  const { asked, receivedMs, droppedBeforeMs } = exchange;
  if (state === 'failed') {
    const isEmpty = fetchedAt === null && totalItems === null;
    return isEmpty && isPassing(error?.type, exchange) ? [] : [`failed as ${JSON.stringify(source)}`];
  }
  const faults: string[] = [];
  const fetchedMs = Date.parse(fetchedAt ?? '');
  const isYoung = fetchedMs >= oldestMs(source, exchange) - SLACK_MS;
  if (!isYoung && (state === 'live' || !isSettled(fetchedMs, exchange, scene)))
    faults.push(`${state}, but of ${fetchedAt}`);
  if (!(fetchedMs <= receivedMs + SLACK_MS)) faults.push(`of the future: ${fetchedAt}`);
  if (state !== 'live' && fetchedMs < droppedBeforeMs) faults.push(`of ${fetchedAt}, which was dropped`);
  if (asked.directive === 'no-cache' && state === 'cached') faults.push('cached, where no copy was wanted');
  if (asked.directive === 'no-cache' && state === 'stale' && error === undefined)
    faults.push('stale without a failure, where no copy was wanted');
  if (asked.directive === 'only-if-cached' && state === 'live')
    faults.push('live, where only copies were wanted');
  if (error !== undefined && !isPassing(error.type, exchange)) faults.push(`with the error ${error.type}`);
  return faults;
}

/** Since when, and until when, the upstream may have been looked at for what a source shows. */
export function lookedAt(
  source: ShownSource,
  { receivedMs }: Exchange,
): readonly [fromMs: number, toMs: number] {
  return [Date.parse(source.fetchedAt ?? '') - SLACK_MS, receivedMs + SLACK_MS];
}

/** The statuses that a job had in that time; none when it had not started. */
export function statusesOf(job: StandInJob, [fromMs, toMs]: readonly [number, number]): string[] {
  if (job.startMs > toMs) return [];
  return [...new Set([statusAt(job, Math.max(fromMs, job.startMs)), statusAt(job, toMs)])];
}

/** What is wrong with a job that a source shows. */
export function jobFaults(shown: ShownJob, source: ShownSource, exchange: Exchange, scene: Scene): string[] {
  const known = scene.jobs.get(shown.organization.id)?.find(({ jobId }) => jobId === shown.id);
  if (known === undefined) return [`${shown.id} is no job of ${shown.organization.id}`];
  const faults: string[] = [];
  if (!statusesOf(known, lookedAt(source, exchange)).includes(shown.status))
    faults.push(`${shown.id} was not ${shown.status} since ${source.fetchedAt}`);
  if (shown.type !== known.type) faults.push(`${shown.id} is no ${shown.type}`);
  if (shown.startTime !== new Date(known.startMs).toISOString())
    faults.push(`${shown.id} did not start at ${shown.startTime}`);
  return faults;
}
