import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { answerWith, holdUntil } from '../../src/demo/stand-in/fault-responders.js';
import { hasRedis, sharedRedis } from '../support/redis-server.js';
import type { Service } from '../support/service.js';
import { areShared, startReplicas, statesOf, whileTimePasses, type Replicas } from './replicas.js';
import { DAY, SALES } from './small-world.js';

const PATH = `/v1/jobs?${DAY}`;
const CACHED = ['cached', 'cached', 'cached'];
const STALE = ['stale', 'stale', 'stale'];
const LIVE = ['live', 'live', 'live'];
/** An answer of which one record cannot be used. */
const IDLESS = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ totalCount: 1, jobs: [{ module: 'without an id' }] }),
};
const POLL = { interval: 5 };
let redis: Awaited<ReturnType<typeof sharedRedis>>;
let world: Replicas;
let first: Service;
let second: Service;
let third: Service;

/** Who waits looks again and again, by the clock. */
const passing = <T>(work: Promise<T>): Promise<T> =>
  whileTimePasses(world.clock, work, () => redis.client.ping());

/** One replica has fetched, and all can see it. */
async function warm(): Promise<void> {
  expect(await statesOf(first, PATH)).toEqual(LIVE);
  await areShared(first, redis.client, 3);
}

/** The states of the sources for who sends that `Cache-Control`. */
const wanting = async (service: Service, directive: string): Promise<string[]> => {
  const { body } = await service.get(PATH, { headers: { 'cache-control': directive } });
  return body.sources.map(({ state }: { state: string }) => state);
};

/** Waits until a replica answers in those states. */
async function becomes(service: Service, states: readonly string[]): Promise<void> {
  await expect.poll(() => statesOf(service, PATH), POLL).toEqual(states);
}

describe.skipIf(!hasRedis)('replicas with one Redis', () => {
  beforeEach(async () => {
    redis = await sharedRedis();
    world = await startReplicas({ redisUrl: redis.url, count: 3 });
    [first, second, third] = world.services as [Service, Service, Service];
  });
  afterEach(async () => {
    await world.close();
    await redis.close();
  });

  it('share what one of them has fetched, with its age and what is left of its freshness', async () => {
    await warm();
    world.clock.advance(7_000);
    const { body, headers } = await second.get(PATH);
    expect(body.sources.map(({ state }: { state: string }) => state)).toEqual(CACHED);
    expect(headers).toMatchObject({ age: '7', 'cache-status': 'bff; hit; ttl=53' });
    expect(body.sources[0].fetchedAt).toBe('2026-11-20T12:00:00.000Z');
    expect(await statesOf(third, PATH)).toEqual(CACHED);
    expect(world.upstream.jobRequests).toBe(3);
    world.clock.advance(53_000);
    expect(await statesOf(second, PATH)).toEqual(STALE);
  });

  it('ask once for all of them when they are asked at the same time', async () => {
    const gate = Promise.withResolvers<void>();
    world.upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: Infinity });
    const answers = Promise.all(
      world.services.flatMap((service) => Array.from({ length: 20 }, () => service.get(PATH))),
    );
    await expect.poll(() => world.upstream.jobRequests, POLL).toBe(3);
    gate.resolve();
    const bodies = (await passing(answers)).map(({ body }) => body as { data: unknown[]; partial: boolean });
    expect(bodies.map(({ data, partial }) => [data.length, partial])).toEqual(bodies.map(() => [9, false]));
    expect(world.upstream.jobRequests).toBe(3);
  });

  it('refresh once for all of them', async () => {
    await warm();
    await Promise.all([second, third].map((service) => statesOf(service, PATH)));
    world.clock.advance(60_000);
    const gate = Promise.withResolvers<void>();
    world.upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: Infinity });
    for (const service of world.services) expect(await statesOf(service, PATH)).toEqual(STALE);
    await expect.poll(() => world.upstream.jobRequests, POLL).toBe(6);
    gate.resolve();
    for (const service of world.services) {
      await passing(becomes(service, CACHED));
    }
    expect(world.upstream.jobRequests).toBe(6);
  });

  it('answer after a restart while the upstream is down, fresh or stale as it is', async () => {
    await warm();
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 503 }), times: Infinity });
    expect(await statesOf(await world.start(), PATH)).toEqual(CACHED);
    world.clock.advance(600_000);
    const restarted = await world.start();
    const { body, headers, status } = await restarted.get(PATH);
    expect([status, body.data.length, headers['age']]).toEqual([200, 9, '600']);
    expect(body.sources.map(({ state }: { state: string }) => state)).toEqual(STALE);
    world.clock.advance(3_060_000);
    const late = await world.start();
    expect((await passing(late.get(PATH))).status).toBe(502);
  });

  it('show a board after a restart from what it was minutes ago while the upstream is down', async () => {
    const board = `/v1/jobs?organizationId=${SALES}`;
    world.clock.advance(30_000);
    expect(await statesOf(first, board)).toEqual(['live']);
    // The copy itself, and the last one of its series.
    await areShared(first, redis.client, 2);
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 503 }), times: Infinity });
    world.clock.advance(20_000);
    expect(await statesOf(await world.start(), board)).toEqual(['cached']);
    world.clock.advance(10 * 60_000);
    const { body } = await (await world.start()).get(board);
    expect(body.sources).toMatchObject([{ state: 'stale', totalItems: 3 }]);
  });

  it('ask the upstream for who wants no copy, and share what comes', async () => {
    await warm();
    world.clock.advance(1_000);
    const headers = { 'cache-control': 'no-cache' };
    const { body } = await second.get(PATH, { headers });
    expect(body.sources.map(({ state }: { state: string }) => state)).toEqual(LIVE);
    expect(world.upstream.jobRequests).toBe(6);
    await expect
      .poll(async () => (await third.get(PATH)).body.sources[0].fetchedAt, POLL)
      .toBe('2026-11-20T12:00:01.000Z');
    expect(world.upstream.jobRequests).toBe(6);
  });

  it('ask for who wants no copy also while others of them wait for one', async () => {
    const gate = Promise.withResolvers<void>();
    world.upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: Infinity });
    const asking = first.get(PATH);
    await expect.poll(() => world.upstream.jobRequests, POLL).toBe(3);
    const idleTimers = world.clock.pendingTimers;
    const waiting = second.get(PATH);
    // Its deadline, and a pause for each organization.
    await expect.poll(() => world.clock.pendingTimers, POLL).toBeGreaterThanOrEqual(idleTimers + 4);
    const unheld = second.get(PATH, { headers: { 'cache-control': 'no-cache' } });
    await expect.poll(() => world.upstream.jobRequests, POLL).toBe(6);
    gate.resolve();
    for (const answer of await passing(Promise.all([asking, waiting, unheld])))
      expect([answer.status, answer.body.data.length]).toEqual([200, 9]);
    expect((await unheld).body.sources[0].state).toBe('live');
  });

  it('show a shared copy to who wants none when the upstream fails, and to who wants only copies', async () => {
    await warm();
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 503 }), times: Infinity });
    expect(await wanting(second, 'no-cache')).toEqual(STALE);
    expect(await wanting(third, 'only-if-cached')).toEqual(CACHED);
    expect(world.upstream.jobRequests).toBe(6);
  });

  it('ask for themselves when the one that asks fails', async () => {
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 503 }), times: 3 });
    expect((await first.get(PATH)).status).toBe(502);
    // The lock of the first may still be on its way out.
    expect(await passing(statesOf(second, PATH))).toEqual(LIVE);
    expect(world.upstream.jobRequests).toBe(6);
  });

  it('do not share what lacks something', async () => {
    world.upstream.faults.next({ match: 'get', respond: answerWith(IDLESS), times: Infinity });
    const { body } = await first.get(PATH);
    expect(body.sources[0].error).toMatchObject({ recordsLeftOut: 1 });
    expect(await passing(statesOf(second, PATH))).toEqual(LIVE);
    expect(world.upstream.jobRequests).toBe(6);
  });
});
