import { jobIdOf, plantJob, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';
import { clientEntry } from '../support/service.js';
import { Chance } from './chance.js';

const HOUR_MS = 3_600_000;
const PAST_JOBS = 40;
const LONGEST_RUN_MS = 1_800_000;

/** How long copies live in a chaos run, in milliseconds: short, so that every life is met often. */
export const FRESH_MS = 1_000;
export const STALE_MS = 5_000;
/** One attempt, and a whole request. */
export const TIMEOUT_MS = 1_200;
export const DEADLINE_MS = 4_000;

export interface ChaosClient {
  readonly name: string;
  readonly key: string;
  /** Ids, in order. */
  readonly organizations: readonly string[];
  readonly mayPurge: boolean;
}

/** Who asks, for whose jobs, and every job there will ever be. */
export interface Scene {
  readonly tenants: readonly StandInTenant[];
  readonly organizationIds: readonly string[];
  readonly clients: readonly ChaosClient[];
  /** By the id of their organization; jobs only ever start and end, none is deleted or corrected. */
  readonly jobs: ReadonlyMap<string, readonly StandInJob[]>;
}

const ORGANIZATIONS = ['Sales', 'Care', 'Finance', 'Retail', 'Service', 'Field'].map((name, index) => ({
  id: `${'69b41d'[index]}${String(index).repeat(7)}-77c3-0e12-05b6-3c9d1f2e8a4${index}`,
  name,
}));

export function sceneOf(seed: string, beginMs: number): Scene {
  const tenant = (
    name: string,
    contract: 'get' | 'post',
    organizations: typeof ORGANIZATIONS,
  ): StandInTenant => ({
    name,
    contract,
    answerShape: contract === 'get' ? 'current' : 'earlier',
    clients: [{ clientId: `app-of-${name}`, secrets: [`secret-of-${name}`] }],
    organizations,
    tokenLifeSeconds: 20,
  });
  const organizationIds = ORGANIZATIONS.map(({ id }) => id).toSorted();
  return {
    tenants: [
      tenant('contoso', 'get', ORGANIZATIONS.slice(0, 3)),
      tenant('fabrikam', 'post', ORGANIZATIONS.slice(3)),
    ],
    organizationIds,
    clients: Array.from({ length: 20 }, (_, index) => clientOf(seed, index, organizationIds)),
    jobs: new Map(organizationIds.map((id, index) => [id, jobsOf(`${seed}|${id}`, index, beginMs)])),
  };
}

/** Every fifth client sees everything, the others each their own. */
function clientOf(seed: string, index: number, ids: readonly string[]): ChaosClient {
  const organizations = index % 5 === 0 ? ids : new Chance(`${seed}|client ${index}`).someOf(ids, 0.4);
  return {
    name: `client-${index}`,
    key: `key-of-${index}-${seed}`,
    organizations,
    mayPurge: index % 10 === 0,
  };
}

/** What the configuration says of the clients. */
export function clientEntries({ clients }: Scene): object[] {
  return clients.map(({ name, key, organizations, mayPurge }) => ({
    ...clientEntry(name, key, organizations),
    permissions: ['jobs:read', ...(mayPurge ? ['cache:purge'] : [])],
  }));
}

function jobsOf(seed: string, place: number, beginMs: number): StandInJob[] {
  const chance = new Chance(seed);
  const starts = Array.from(
    { length: PAST_JOBS },
    () => beginMs - Math.floor(chance.fraction() * 140 * HOUR_MS),
  );
  for (let atMs = beginMs; atMs < beginMs + LONGEST_RUN_MS; atMs += 1_000 + chance.below(3_000))
    starts.push(atMs);
  return starts.map((startMs, index) => {
    const outcome = chance.oneOf(['finished', 'finished', 'failed', 'finishedWithException'] as const);
    return plantJob(startMs, {
      // The place of the organization is in the id: no two organizations share one.
      jobId: jobIdOf('DCIB', startMs, place * 10_000 + index),
      type: chance.oneOf(['backup', 'backup', 'restore', 'retention'] as const),
      outcome,
      finishMs: startMs + 200 + chance.below(3_000),
      // Said here, because the stand-in leaves some starts out while a job runs.
      fields: { startTime: new Date(startMs).toISOString() },
    });
  });
}
