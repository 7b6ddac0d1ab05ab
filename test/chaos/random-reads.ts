import type { Asked, Directive } from './chaos-answer.js';
import type { Chance } from './chance.js';
import type { ChaosClient, Scene } from './chaos-scene.js';

const HOUR_MS = 3_600_000;

/** Any read that a client may make, and what of it decides about the answer. */
export function randomRead(client: ChaosClient, scene: Scene, chance: Chance): Asked {
  const directive = chance.oneOf<Directive>(['none', 'none', 'none', 'none', 'no-cache', 'only-if-cached']);
  const common = { directive, organizations: client.organizations };
  const draw = chance.fraction();
  if (draw < 0.1) return { ...common, kind: 'organizations', path: '/v1/organizations' };
  if (draw < 0.25) return oneJob(client, scene, chance, directive);
  if (draw < 0.3) return foreign(client, scene, chance, directive);
  return list(client, chance, directive);
}

function list(client: ChaosClient, chance: Chance, directive: Directive): Asked {
  const query = new URLSearchParams();
  const organizations = chance.isLucky(0.3) ? chance.someOf(client.organizations, 0.5) : client.organizations;
  if (organizations !== client.organizations) query.set('organizationId', organizations.join());
  const types = chance.isLucky(0.2) ? chance.someOf(['backup', 'restore', 'retention'], 0.4) : [];
  const statuses = chance.isLucky(0.3) ? chance.someOf(['inProgress', 'finished', 'failed'], 0.4) : [];
  const sort = chance.oneOf(['-startTime', '-startTime', 'startTime', '-finishTime', 'finishTime']);
  const mayBePartial = !chance.isLucky(0.15);
  for (const type of types) query.append('type', type);
  for (const status of statuses) query.append('status', status);
  query.set('sort', sort);
  query.set('pageSize', String(chance.oneOf([5, 25, 200, 200])));
  if (chance.isLucky(0.2)) query.set('page', String(1 + chance.below(4)));
  if (!mayBePartial) query.set('allowPartial', 'false');
  // A window that begins and ends somewhere; most callers look at the last seven days.
  if (chance.isLucky(0.3))
    query.set('from', new Date(Date.now() - (1 + chance.below(120)) * HOUR_MS).toISOString());
  return {
    kind: 'list',
    path: `/v1/jobs?${query.toString()}`,
    directive,
    organizations,
    types,
    statuses,
    sort,
    mayBePartial,
  };
}

/** A job that is there, that is not there yet, or that is somebody else's. */
function oneJob(client: ChaosClient, scene: Scene, chance: Chance, directive: Directive): Asked {
  const jobs = scene.jobs.get(chance.oneOf(scene.organizationIds)) ?? [];
  const begun = jobs.filter(({ startMs }) => startMs < Date.now() + 5_000);
  const { jobId } = chance.oneOf(begun);
  return { kind: 'job', path: `/v1/jobs/${jobId}`, directive, organizations: client.organizations, jobId };
}

function foreign(client: ChaosClient, scene: Scene, chance: Chance, directive: Directive): Asked {
  const others = scene.organizationIds.filter((id) => !client.organizations.includes(id));
  const id = others.length === 0 ? '00000000-1111-2222-3333-444444444444' : chance.oneOf(others);
  const path = chance.oneOf([
    `/v1/jobs?organizationId=${id}`,
    `/v1/jobs?organizationId=${id.toUpperCase()}`,
    `/v1/organizations/${id}/jobs`,
    `/v1/jobs?organizationId=${client.organizations[0]},${id}`,
  ]);
  return { kind: 'foreign', path, directive, organizations: client.organizations };
}
