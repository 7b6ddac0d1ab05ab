import { setImmediate as setImmediatePromise } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { expect } from 'vitest';

import { copyOwner } from '../../src/cache/copy-key.js';
import { OrganizationRegistry } from '../../src/organizations/organization-registry.js';
import { RedisClient } from '../../src/redis/redis.client.js';
import { FakeClock } from '../support/fake-clock.js';
import { clientEntry, KEY, startService, type Service } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { TENANTS, threeJobs } from './small-world.js';

/** A client that may do everything. */
export const ALL = { ...clientEntry('all', KEY), permissions: ['jobs:read', 'cache:purge'] };

export interface Replicas {
  readonly upstream: StandIn;
  readonly clock: FakeClock;
  readonly services: readonly Service[];
  /** One more, or one again. */
  start(options?: { readonly url?: string; readonly isUp?: boolean }): Promise<Service>;
  close(): Promise<void>;
}

export interface ReplicaOptions {
  readonly redisUrl: string;
  readonly count?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly clients?: readonly object[];
  /** Whether each service is to be started only once it uses Redis. */
  readonly isRedisUp?: boolean;
}

/** Several services in front of one small upstream, with one Redis between them, all on one clock that stands still. */
export async function startReplicas({
  redisUrl,
  count = 2,
  environment = {},
  clients = [ALL],
  isRedisUp = true,
}: ReplicaOptions): Promise<Replicas> {
  const clock = new FakeClock();
  const upstream = await startUpstream({ clock, tenants: TENANTS, jobs: threeJobs });
  const services: Service[] = [];
  const start = async ({ url = redisUrl, isUp = isRedisUp } = {}): Promise<Service> => {
    const service = await startService({
      file: { connections: connectionEntries(upstream, TENANTS), clients },
      environment: { UPSTREAM_RETRIES: '0', METRICS_POLL_SECONDS: '0', REDIS_URL: url, ...environment },
      clock,
    });
    services.push(service);
    if (isUp) await usesRedis(service);
    return service;
  };
  for (let started = 0; started < count; started += 1) await start();
  const close = async (): Promise<void> => {
    await Promise.all(services.map((service) => service.close()));
    await upstream.close();
  };
  return { upstream, clock, services, start, close };
}

/** The states of an answer's sources, in their order. */
export async function statesOf(service: Service | undefined, path: string): Promise<string[]> {
  const { body } = await (service as Service).get(path);
  return (body.sources as { state: string }[]).map(({ state }) => state);
}

/**
 * Lets time pass for as long as something takes that waits by the clock: a little at a time, and after each step
 * whatever was sent to Redis has been answered, so that nothing is too late because this machine is slow.
 */
export async function whileTimePasses<T>(
  clock: FakeClock,
  work: Promise<T>,
  settle: () => Promise<unknown>,
): Promise<T> {
  const over = new AbortController();
  const end = (): void => over.abort();
  work.then(end, end);
  while (!over.signal.aborted) {
    clock.advance(10);
    await settle();
    await setImmediatePromise();
  }
  return await work;
}

/** Waits until a request of the test has come and gone, where Redis does not answer: so much has the service done since. */
export async function untilServed({ url }: Service): Promise<void> {
  await (await fetch(`${url}/health/live`)).text();
}

/** Drops what is held; the answer's status. */
export async function drop(service: Service, query = '', key = KEY): Promise<Response> {
  return await fetch(`${service.url}/v1/cache${query}`, { method: 'DELETE', headers: { 'x-api-key': key } });
}

/** Whether all of them use Redis. */
export async function areUsingRedis(services: readonly Service[]): Promise<boolean> {
  const asked = services.map(({ app }) => app.get(RedisClient).run((redis) => redis.get('nothing')));
  return (await Promise.all(asked)).every((answer) => answer === null);
}

/** Waits until a service uses Redis. */
export async function usesRedis(service: Service): Promise<void> {
  await expect.poll(() => areUsingRedis([service]), POLL).toBe(true);
}

/** Waits until a service has noticed that Redis is away. */
export async function losesRedis(service: Service): Promise<void> {
  const client = service.app.get(RedisClient);
  await expect.poll(() => client.run((redis) => redis.get('nothing')), POLL).toBeUndefined();
}

/** Waits until so many copies of the small world lie in Redis. */
export async function areShared(service: Service, redis: Redis, count: number): Promise<void> {
  await expect.poll(async () => (await sharedKeys(service, redis)).length, POLL).toBe(count);
}

/** Where the copies of the small world lie: its owners are told from others by the port of its upstream. */
export async function sharedKeys(service: Service, redis: Redis): Promise<string[]> {
  const owners = service.app.get(OrganizationRegistry).all().map(copyOwner);
  const keys = await redis.keys('backup-jobs:copy:*');
  return keys.filter((key) => owners.some((owner) => key.includes(owner)));
}

const POLL = { interval: 5 };
