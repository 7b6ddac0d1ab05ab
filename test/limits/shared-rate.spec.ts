import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { FakeClock } from '../support/fake-clock.js';
import { canStartRedis, startRedis, type RedisServer } from '../support/redis-server.js';
import { clientEntry, startService, type Service } from '../support/service.js';
import { untilServed, usesRedis, whileTimePasses } from '../cache/replicas.js';
import { TENANTS } from '../cache/small-world.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';

const LIMIT = 20;
/** It is counted like any other, and asks nobody upstream. */
const PATH = '/v1/jobs?nonsense=1';
const RATE_KEY = 'backup-jobs:rate:few';

/** Five that wait for 50 ms each, and a few steps of the clock for the way of each. */
const TEN_WITH_FROZEN_MS = 1_000;

async function statusOf({ url }: Service): Promise<number> {
  return (await fetch(url + PATH, { headers: { 'x-api-key': 'key-of-few' } })).status;
}

/** How many of a crowd, spread over these replicas, are let in; throws when one is answered otherwise. */
async function letIn(crowd: number, over: readonly Service[]): Promise<number> {
  const statuses = await Promise.all(
    Array.from({ length: crowd }, (_, index) => statusOf(over[index % over.length]!)),
  );
  expect(statuses.filter((status) => status !== 400 && status !== 429)).toEqual([]);
  return statuses.filter((status) => status === 400).length;
}

describe.skipIf(!canStartRedis)('replicas with one Redis', () => {
  let redis: RedisServer;
  let upstream: StandIn;
  let replicas: Service[];
  /** It stands still: whatever Redis answers, it answers in time. */
  let clock: FakeClock;

  beforeAll(async () => {
    [redis, upstream] = await Promise.all([startRedis(), startUpstream({ tenants: TENANTS })]);
  });
  afterAll(() => Promise.all([redis.close(), upstream.close()]));
  beforeEach(async () => {
    await redis.client.flushall();
    clock = new FakeClock();
    replicas = await Promise.all([startReplica(), startReplica()]);
  });
  afterEach(() => Promise.all(replicas.map((replica) => replica.close())));

  async function startReplica(): Promise<Service> {
    const service = await startService({
      file: {
        connections: connectionEntries(upstream, TENANTS),
        clients: [{ ...clientEntry('few', 'key-of-few'), requestsPerMinute: LIMIT }],
      },
      environment: { REDIS_URL: redis.url },
      clock,
    });
    await usesRedis(service);
    return service;
  }

  it('let a client in as often as its limit says, and no more often together', async () => {
    expect(await letIn(3 * LIMIT, replicas)).toBe(LIMIT);
    expect(await redis.client.keys('backup-jobs:rate:*')).toEqual([RATE_KEY]);
    const leftMs = await redis.client.pttl(RATE_KEY);
    expect(leftMs).toBeGreaterThan(0);
    expect(leftMs).toBeLessThanOrEqual(60_000);
  });

  it('count on by themselves when Redis is killed, each at most up to the limit', async () => {
    const [one, other] = replicas as [Service, Service];
    expect(await letIn(6, [one])).toBe(6);
    expect(await letIn(6, [other])).toBe(6);
    await redis.kill();
    try {
      const [more, evenMore] = await Promise.all([letIn(LIMIT, [one]), letIn(LIMIT, [other])]);
      // The first knew of 6 requests and the second of 12 when they lost sight of each other.
      expect(more).toBe(LIMIT - 6);
      expect(evenMore).toBe(LIMIT - 12);
    } finally {
      await redis.start();
    }
  });

  it.each([
    ['a text', () => redis.client.set(RATE_KEY, 'garbage')],
    ['a list', () => redis.client.rpush(RATE_KEY, '1', '2')],
    ['a count without an end', () => redis.client.set(RATE_KEY, '1000')],
    ['a count that would last for days', () => redis.client.set(RATE_KEY, '1000', 'EX', 500_000)],
    ['a count that cannot grow', () => redis.client.set(RATE_KEY, '9223372036854775807', 'PX', 50_000)],
  ])('begin anew where somebody left %s in the place of a count', async (_what, plant) => {
    await plant();
    expect(await letIn(2 * LIMIT, replicas)).toBe(LIMIT);
    expect(await redis.client.pttl(RATE_KEY)).toBeGreaterThan(0);
  });

  it('let nobody wait for a Redis that is frozen', async () => {
    expect(await letIn(2, replicas)).toBe(2);
    redis.freeze();
    try {
      const begunMs = clock.monotonicMs();
      for (let request = 0; request < 10; request += 1) {
        const asking = statusOf(replicas[0]!);
        expect(await whileTimePasses(clock, asking, () => untilServed(replicas[0]!))).toBe(400);
      }
      const tookMs = clock.monotonicMs() - begunMs;
      process.stdout.write(`ten requests with a frozen Redis: ${tookMs} ms\n`);
      expect(tookMs).toBeLessThanOrEqual(TEN_WITH_FROZEN_MS);
    } finally {
      redis.thaw();
    }
  });
});
