import type { Job } from '../jobs/job.js';
import { healthOf } from '../jobs/organization-health.js';
import { selectRows } from '../jobs/table/select-rows.js';
import type { Look } from '../watch/look.js';
import type { ToldState } from './told-state.js';
import { jobMessage, organizationMessage, type WebhookMessage } from './webhook-message.js';

export interface Detected {
  readonly state: ToldState;
  readonly messages: readonly WebhookMessage[];
}

type Seen = Pick<Look, 'organization' | 'source' | 'window'>;

/**
 * What is new against `before`. Without a `before`, bad ends are taken as known: they are history. An organization
 * that is late is told of all the same: that is so now.
 */
export function detectMessages(before: ToldState | undefined, seen: Seen, nowMs: number): Detected {
  const ended = [...selectRows(seen.source.value, BAD_ENDS)].filter(hasEndedBadly);
  const untold =
    before === undefined ? [] : ended.filter((job) => before.badEnds[job.id]?.[0] !== job.status);
  const lateness = detectLateness(before?.isLate ?? false, seen, nowMs);
  return {
    state: { badEnds: badEndsOf(ended, before, seen, nowMs), isLate: lateness.isLate },
    messages: [...untold.map((job) => jobMessage(`job.${job.status}`, job, nowMs)), ...lateness.messages],
  };
}

const BAD_ENDS = { types: [], statuses: ['failed', 'finishedWithException'] } as const;

type BadEnd = Job & { readonly status: 'failed' | 'finishedWithException' };

function hasEndedBadly(job: Job): job is BadEnd {
  return job.status === 'failed' || job.status === 'finishedWithException';
}

/** Those that are there now, and those that an answer lacks for a moment, until they lie before the window. */
function badEndsOf(
  ended: readonly BadEnd[],
  before: ToldState | undefined,
  { source, window }: Seen,
  nowMs: number,
): ToldState['badEnds'] {
  const { table } = source.value;
  const present = new Set<string>();
  source.value.visit((row) => present.add(table.idAt(row)));
  const missing = Object.entries(before?.badEnds ?? {}).filter(
    ([id, [, atMs]]) => !present.has(id) && atMs >= window.fromMs,
  );
  const now = ended.map(({ id, status, finishTime, startTime }) => {
    const time = finishTime ?? startTime;
    return [id, [status, time === null ? nowMs : Date.parse(time)]] as const;
  });
  return Object.fromEntries([...missing, ...now]);
}

function detectLateness(
  wasLate: boolean,
  { organization, source }: Seen,
  nowMs: number,
): { isLate: boolean; messages: readonly WebhookMessage[] } {
  const health = healthOf(source, nowMs);
  const about = { organization, name: source.organizationName, health };
  // What an answer lacks may be the very backup that is missed.
  if (health.health === 'late' && !wasLate && source.error === undefined)
    return { isLate: true, messages: [organizationMessage('organization.late', about, nowMs)] };
  if (health.health === 'ok' && wasLate)
    return { isLate: false, messages: [organizationMessage('organization.recovered', about, nowMs)] };
  return { isLate: wasLate, messages: [] };
}
