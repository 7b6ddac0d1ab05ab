import type { Exchange, ShownBody, ShownJob } from './chaos-answer.js';
import { DEADLINE_MS, FRESH_MS, STALE_MS, type Scene } from './chaos-scene.js';
import { listFaults } from './list-rules.js';
import { isPassing, jobFaults, sourceFaults } from './source-rules.js';

/** What is wrong with an answer, given every job there ever is; nothing when it is one of those allowed. */
export function faultsOf(exchange: Exchange, scene: Scene): string[] {
  const { asked, status, body } = exchange;
  if (asked.kind === 'foreign')
    return status === 404 && body.type === '/problems/organization-not-found'
      ? []
      : [`${status} for a foreigner`];
  if (status === 404) return jobNotFoundFaults(exchange, scene);
  if (status !== 200) return failureFaults(exchange, scene);
  switch (asked.kind) {
    case 'list':
      return [
        ...askedFaults(exchange),
        ...(asked.mayBePartial || body.partial === false ? [] : ['partial, against the request']),
        ...listFaults({ ...exchange, asked }, scene),
      ];
    case 'job':
      return foundJobFaults(exchange, asked.jobId, scene);
    case 'organizations':
      return [...askedFaults(exchange), ...organizationsFaults(exchange, scene)];
    default:
      return asked satisfies never;
  }
}

/** Exactly the organizations asked are told of, in order, and `partial` is true when one failed; not all may have. */
function askedFaults({ asked, body }: Exchange): string[] {
  const sources = body.sources ?? [];
  const told = sources.map(({ organizationId }) => organizationId).join();
  const failed = sources.filter(({ state }) => state === 'failed').length;
  return [
    ...(told === asked.organizations.join() ? [] : [`tells of ${told}`]),
    ...(body.partial === failed > 0 ? [] : [`partial is ${body.partial} with ${failed} failed`]),
    ...(failed < sources.length ? [] : ['200 with nothing read']),
  ];
}

/** The whole request failed: with an allowed error, and because something could not be read. */
function failureFaults(exchange: Exchange, scene: Scene): string[] {
  const { asked, status, body } = exchange;
  const sources = body.sources ?? [];
  const failed = sources.filter(({ state }) => state === 'failed');
  const isAllowed = status > 500 && isPassing(body.type, exchange);
  const mustAllFail = asked.kind === 'list' ? asked.mayBePartial : asked.kind === 'organizations';
  const isForeign = sources.some(({ organizationId }) => !asked.organizations.includes(organizationId));
  return [
    ...(isAllowed ? [] : [`${status} ${body.type}`]),
    ...(isForeign ? ['a problem that tells of others'] : []),
    ...(mustAllFail && failed.length < asked.organizations.length ? ['failed, with something read'] : []),
    ...failed.flatMap((source) => sourceFaults(source, exchange, scene)),
  ];
}

/** A job that started before the oldest copy that may be shown must be found. */
function jobNotFoundFaults({ asked, body, sentMs }: Exchange, scene: Scene): string[] {
  if (asked.kind !== 'job' || body.type !== '/problems/job-not-found') return [`404 ${body.type}`];
  const oldestMs = sentMs - FRESH_MS - STALE_MS - DEADLINE_MS;
  const isThere = asked.organizations.some((id) =>
    scene.jobs.get(id)?.some(({ jobId, startMs }) => jobId === asked.jobId && startMs < oldestMs),
  );
  return isThere ? [`${asked.jobId} was not found`] : [];
}

function foundJobFaults(exchange: Exchange, jobId: string, scene: Scene): string[] {
  const { data, source } = exchange.body as ShownBody & { data?: ShownJob };
  if (data?.id !== jobId || source === undefined) return [`another job than ${jobId}`];
  if (!exchange.asked.organizations.includes(data.organization.id)) return [`${jobId} is of a foreigner`];
  return [...sourceFaults(source, exchange, scene), ...jobFaults(data, source, exchange, scene)];
}

interface ShownOrganization {
  readonly id: string;
  readonly health: string;
  readonly lastBackup: ShownJob | null;
}

function organizationsFaults(exchange: Exchange, scene: Scene): string[] {
  const data = (exchange.body.data ?? []) as readonly ShownOrganization[];
  const sources = exchange.body.sources ?? [];
  const told = data.map(({ id }) => id).join();
  return [
    ...(told === exchange.asked.organizations.join() ? [] : [`shows ${told}`]),
    ...sources.flatMap((source) => sourceFaults(source, exchange, scene)),
    ...data.flatMap(({ id, health, lastBackup }, index) => {
      const source = sources[index];
      if (source === undefined || (health === 'unknown') !== (source.state === 'failed'))
        return [`${health} with a source that is ${source?.state}`];
      if (lastBackup !== null && lastBackup.organization.id !== id) return [`${id} with a backup of others`];
      return lastBackup === null ? [] : jobFaults(lastBackup, source, exchange, scene);
    }),
  ];
}
