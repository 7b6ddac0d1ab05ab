import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  areShared,
  areUsingRedis,
  losesRedis,
  startReplicas,
  statesOf,
  untilServed,
  whileTimePasses,
} from '../cache/replicas.js';
import type { Replicas } from '../cache/replicas.js';
import { DAY, WEEK } from '../cache/small-world.js';
import { canStartRedis, startRedis, type RedisServer } from '../support/redis-server.js';
import type { Service } from '../support/service.js';
import { startTcpProxy } from './tcp-proxy.js';

const PATH = `/v1/jobs?${DAY}`;
const OTHER = `/v1/jobs?${WEEK}`;
const LIVE = ['live', 'live', 'live'];
const CACHED = ['cached', 'cached', 'cached'];
const PASSWORD = 'canary-password-of-redis';
let redis: RedisServer;
let world: Replicas | undefined;

type Settle = () => Promise<unknown>;

/** A question to Redis over a connection of the test's own: what was sent to it before has been answered. */
const untilRedisAnswers: Settle = () => redis.client.ping();

/** How far the clock goes while something happens that waits by it. */
async function timeFor<T>(
  { clock }: Replicas,
  work: () => Promise<T>,
  settle: Settle,
): Promise<{ result: T; tookMs: number }> {
  const begunMs = clock.monotonicMs();
  const result = await whileTimePasses(clock, work(), settle);
  return { result, tookMs: clock.monotonicMs() - begunMs };
}

/** How far the clock goes until the services use Redis; looked at after each step, and given up after ten seconds. */
async function msUntilUsed(services: readonly Service[], settle: Settle): Promise<number> {
  const { clock } = world as Replicas;
  const begunMs = clock.monotonicMs();
  while (!(await areUsingRedis(services)) && clock.monotonicMs() < begunMs + 10_000) {
    clock.advance(10);
    await settle();
  }
  return clock.monotonicMs() - begunMs;
}

/** What was logged about Redis; all services of a process write to the log of the last one. */
const said = ({ services }: Replicas): object[] =>
  services
    .flatMap(({ logged }) => logged)
    .filter(({ code }) => String(code).startsWith('redis_'))
    .map(({ code, kind }) => (kind === undefined ? { code } : { code, kind }));

describe.skipIf(!canStartRedis)('a Redis that', () => {
  beforeEach(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    redis.thaw();
    await world?.close();
    world = undefined;
    await redis.close();
  });

  it('is down at the start hinders nothing, and is used within three seconds once it is up', async () => {
    await redis.kill();
    world = await startReplicas({ redisUrl: redis.url, isRedisUp: false });
    const [first, second] = world.services as [Service, Service];
    expect(await statesOf(first, PATH)).toEqual(LIVE);
    expect(await statesOf(first, PATH)).toEqual(CACHED);
    expect(await statesOf(second, PATH)).toEqual(LIVE);
    expect(world.upstream.jobRequests).toBe(6);
    const away = { code: 'redis_unavailable', kind: 'ECONNREFUSED' };
    await expect.poll(() => said(world as Replicas)).toEqual([away, away]);
    expect(JSON.stringify(second.logged)).not.toContain(String(redis.port));
    await redis.start();
    expect(await msUntilUsed([first, second], untilRedisAnswers)).toBeLessThanOrEqual(3_000);
    expect(said(world).slice(2)).toEqual([{ code: 'redis_back' }, { code: 'redis_back' }]);
    await statesOf(first, OTHER);
    await areShared(first, redis.client, 3);
    expect(await statesOf(second, OTHER)).toEqual(CACHED);
  });

  it('is killed and comes back empty costs nothing that is in memory', async () => {
    world = await startReplicas({ redisUrl: redis.url });
    const [first, second] = world.services as [Service, Service];
    await statesOf(first, PATH);
    await areShared(first, redis.client, 3);
    await statesOf(second, PATH);
    await redis.kill();
    await Promise.all([losesRedis(first), losesRedis(second)]);
    expect(await statesOf(second, PATH)).toEqual(CACHED);
    expect(await statesOf(second, OTHER)).toEqual(LIVE);
    expect(world.upstream.jobRequests).toBe(6);
    await redis.start();
    expect(await msUntilUsed([first, second], untilRedisAnswers)).toBeLessThanOrEqual(3_000);
    expect(await statesOf(first, PATH)).toEqual(CACHED);
    expect(await statesOf(second, PATH)).toEqual(CACHED);
    expect(world.upstream.jobRequests).toBe(6);
  });

  it('is frozen holds requests for fifty milliseconds a few times, and is then left alone', async () => {
    world = await startReplicas({ redisUrl: redis.url, count: 1 });
    const [first] = world.services as [Service];
    redis.freeze();
    // A look before and one when asking, for three organizations at once.
    const { result, tookMs } = await timeFor(
      world,
      () => statesOf(first, PATH),
      () => untilServed(first),
    );
    expect(result).toEqual(LIVE);
    expect(tookMs).toBeLessThanOrEqual(400);
    await losesRedis(first);
    // Time stands still now: whatever still waited by it would wait for ever.
    expect(await statesOf(first, OTHER)).toEqual(LIVE);
    expect(await statesOf(first, PATH)).toEqual(CACHED);
    expect(world.upstream.jobRequests).toBe(6);
    redis.thaw();
    expect(await msUntilUsed([first], untilRedisAnswers)).toBeLessThanOrEqual(3_000);
    expect(said(world)).toEqual([{ code: 'redis_unavailable', kind: 'timeout' }, { code: 'redis_back' }]);
  });

  it('is slow is not used, and is reported once', async () => {
    world = await startReplicas({ redisUrl: redis.url, count: 0 });
    const proxy = await startTcpProxy(redis.port, world.clock);
    try {
      const slow = await world.start({ url: proxy.url });
      proxy.delayMs = 100;
      const { result } = await timeFor(world, () => statesOf(slow, PATH), proxy.settle);
      expect(result).toEqual(LIVE);
      await losesRedis(slow);
      for (let passedMs = 0; passedMs < 4_000; passedMs += 10) {
        world.clock.advance(10);
        await proxy.settle();
      }
      expect(await statesOf(slow, OTHER)).toEqual(LIVE);
      expect(said(world)).toEqual([{ code: 'redis_unavailable', kind: 'timeout' }]);
      proxy.delayMs = 0;
      expect(await msUntilUsed([slow], proxy.settle)).toBeLessThanOrEqual(3_000);
    } finally {
      await proxy.close();
    }
  });

  it('is full is still read, and says so once', async () => {
    world = await startReplicas({ redisUrl: redis.url });
    const [first, second] = world.services as [Service, Service];
    await statesOf(first, PATH);
    await areShared(first, redis.client, 3);
    await redis.client.config('SET', 'maxmemory', '1');
    expect(await statesOf(second, PATH)).toEqual(CACHED);
    expect(await statesOf(first, OTHER)).toEqual(LIVE);
    expect(await statesOf(second, OTHER)).toEqual(LIVE);
    expect(world.upstream.jobRequests).toBe(9);
    const { services } = world;
    await expect
      .poll(() => said({ ...world!, services }))
      .toContainEqual({ code: 'redis_refused', kind: 'OOM' });
    expect(said(world)).not.toContainEqual(expect.objectContaining({ code: 'redis_unavailable' }));
  });

  it('is emptied while everybody asks costs one fetch for whoever holds nothing', async () => {
    world = await startReplicas({ redisUrl: redis.url });
    const [first, second] = world.services as [Service, Service];
    await statesOf(first, PATH);
    await areShared(first, redis.client, 3);
    const asking = Array.from({ length: 50 }, () => statesOf(first, PATH));
    await redis.client.flushall();
    for (const states of await Promise.all(asking)) expect(states).toEqual(CACHED);
    expect(await statesOf(first, PATH)).toEqual(CACHED);
    expect(await statesOf(second, PATH)).toEqual(LIVE);
    expect(world.upstream.jobRequests).toBe(6);
  });
});

const urlWith = (password: string): string => redis.url.replace('//', `//:${password}@`);

describe.skipIf(!canStartRedis)('a Redis with a password', () => {
  beforeEach(async () => {
    redis = await startRedis(['--requirepass', PASSWORD]);
  });
  afterEach(async () => {
    await world?.close();
    world = undefined;
    await redis.close();
  });

  it('is used by who has it', async () => {
    world = await startReplicas({ redisUrl: urlWith(PASSWORD) });
    const [first, second] = world.services as [Service, Service];
    await statesOf(first, PATH);
    await areShared(first, redis.client, 3);
    expect(await statesOf(second, PATH)).toEqual(CACHED);
  });

  it('is done without by who has a wrong one or none, and no log line has it or the address', async () => {
    for (const url of [urlWith('canary-wrong-word'), redis.url]) {
      world = await startReplicas({ redisUrl: url, isRedisUp: false, count: 1 });
      const [service] = world.services as [Service];
      await expect.poll(() => said(world as Replicas)).toHaveLength(1);
      expect(await statesOf(service, PATH)).toEqual(LIVE);
      expect(await statesOf(service, PATH)).toEqual(CACHED);
      expect(said(world)[0]).toMatchObject({ kind: url === redis.url ? 'NOAUTH' : 'WRONGPASS' });
      const log = JSON.stringify(service.logged);
      expect(log).not.toContain('canary-wrong-word');
      expect(log).not.toContain(String(redis.port));
      await world.close();
      world = undefined;
    }
  });
});
