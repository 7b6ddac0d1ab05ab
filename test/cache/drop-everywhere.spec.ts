import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { CopyStore } from '../../src/cache/copy-store.js';
import { answerWith, holdUntil } from '../../src/demo/stand-in/fault-responders.js';
import { OrganizationRegistry } from '../../src/organizations/organization-registry.js';
import { startTcpProxy, type TcpProxy } from '../redis/tcp-proxy.js';
import { canStartRedis, startRedis, type RedisServer } from '../support/redis-server.js';
import type { Service } from '../support/service.js';
import { isAbout } from '../support/upstream.js';
import {
  areShared,
  drop,
  losesRedis,
  startReplicas,
  statesOf,
  usesRedis,
  whileTimePasses,
  type Replicas,
} from './replicas.js';
import { CARE, DAY, WEEK } from './small-world.js';

const PATH = `/v1/jobs?${DAY}`;
const OTHER = `/v1/jobs?${WEEK}`;
const LIVE = ['live', 'live', 'live'];
const CACHED = ['cached', 'cached', 'cached'];
const POLL = { interval: 5 };
let redis: RedisServer;
let world: Replicas;
let proxy: TcpProxy;
let first: Service;
let second: Service;

/** The way of one of them leads over the proxy, and is as long for who settles. */
const passing = <T>(work: Promise<T>): Promise<T> => whileTimePasses(world.clock, work, proxy.settle);

/** Of how many organizations a replica has something in memory. */
const held = (service: Service): number => {
  const store = service.app.get(CopyStore);
  return service.app
    .get(OrganizationRegistry)
    .all()
    .filter((organization) => store.copiesOf(organization).length > 0).length;
};
async function heldIn(service: Service, count: number): Promise<void> {
  await expect.poll(() => held(service), POLL).toBe(count);
}
/** Lets time pass until a replica has lost what it held. */
const heldInAfterAWhile = (service: Service, count: number): Promise<void> => passing(heldIn(service, count));

describe.skipIf(!canStartRedis)('what is dropped in one replica', () => {
  beforeEach(async () => {
    redis = await startRedis();
    world = await startReplicas({ redisUrl: redis.url, count: 1 });
    proxy = await startTcpProxy(redis.port, world.clock);
    await world.start({ url: proxy.url });
    [first, second] = world.services as [Service, Service];
    await statesOf(first, PATH);
    await areShared(first, redis.client, 3);
    await statesOf(second, PATH);
  });
  afterEach(async () => {
    await Promise.allSettled([world.close(), proxy.close()]);
    await redis.close();
  });

  it('is dropped in all, and asked for once by all of them', async () => {
    expect((await drop(first)).status).toBe(204);
    await heldIn(second, 0);
    expect(await statesOf(second, PATH)).toEqual(LIVE);
    await areShared(second, redis.client, 3);
    expect(await statesOf(first, PATH)).toEqual(CACHED);
    expect(world.upstream.jobRequests).toBe(6);
  });

  it('is one organization, where only that was named', async () => {
    await drop(first, '?organizationId=care');
    await heldIn(second, 2);
    expect((await statesOf(second, PATH)).toSorted()).toEqual(['cached', 'cached', 'live']);
  });

  it('is not brought back by what lies in Redis, for one that starts later', async () => {
    await drop(first);
    expect(await statesOf(await world.start(), PATH)).toEqual(LIVE);
    expect(world.upstream.jobRequests).toBe(6);
  });

  it('is not brought back by what another was asking for, neither there nor in Redis', async () => {
    const gate = Promise.withResolvers<void>();
    world.clock.advance(60_000);
    world.upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: 3 });
    const asking = second.get(PATH, { headers: { 'cache-control': 'no-cache' } });
    await expect.poll(() => world.upstream.jobRequests, POLL).toBe(6);
    await drop(first);
    await heldIn(second, 0);
    gate.resolve();
    expect((await asking).body.sources[0].state).toBe('live');
    expect(held(second)).toBe(0);
    expect(await statesOf(first, PATH)).toEqual(LIVE);
    expect(world.upstream.jobRequests).toBe(9);
  });

  it('is dropped by one that did not hear of it, as soon as it listens again', async () => {
    proxy.cut();
    await drop(first);
    // Whatever it would have heard has been said by now.
    await redis.client.ping();
    expect(held(second)).toBe(3);
    proxy.mend();
    await heldInAfterAWhile(second, 0);
  });

  it('is dropped by the others when Redis is back, where it was away', async () => {
    await redis.kill();
    await Promise.all([losesRedis(first), losesRedis(second)]);
    expect((await drop(first)).status).toBe(204);
    expect([held(first), held(second)]).toEqual([0, 3]);
    await redis.start();
    await heldInAfterAWhile(second, 0);
  });

  it('stays in the memory of all when Redis has lost its data', async () => {
    await redis.kill();
    await Promise.all([losesRedis(first), losesRedis(second)]);
    await redis.start();
    await passing(Promise.all([usesRedis(first), usesRedis(second)]));
    expect([held(first), held(second)]).toEqual([3, 3]);
    // Both look at it again, and the one finds what the other has begun.
    await passing(statesOf(first, OTHER));
    await passing(statesOf(second, OTHER));
    expect([await statesOf(first, PATH), await statesOf(second, PATH)]).toEqual([CACHED, CACHED]);
    expect(world.upstream.jobRequests).toBe(6);
  });

  it('is dropped in all also when Redis is full', async () => {
    await redis.client.config('SET', 'maxmemory', '1');
    expect((await drop(first)).status).toBe(204);
    await heldIn(second, 0);
    expect(await statesOf(second, PATH)).toEqual(LIVE);
    expect(await statesOf(await world.start(), PATH)).toEqual(LIVE);
  });

  it('is an organization to which access was withdrawn', async () => {
    world.upstream.faults.next({
      match: 'get',
      respond: answerWith({ status: 403 }),
      when: isAbout(CARE),
      times: Infinity,
    });
    const { body } = await first.get(PATH, { headers: { 'cache-control': 'no-cache' } });
    expect(body.partial).toBe(true);
    await heldIn(second, 2);
    const missing = await statesOf(second, PATH);
    expect(missing.toSorted()).toEqual(['cached', 'cached', 'failed']);
    expect((await statesOf(await world.start(), PATH)).toSorted()).toEqual(['cached', 'cached', 'failed']);
  });
});
