import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { answerWith, holdUntil } from '../../src/demo/stand-in/fault-responders.js';
import { DAY, SALES, startWorld, type World } from './small-world.js';

const PATH = `/v1/jobs?${DAY}`;
let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.advance(3_600_000);
  world.upstream.reset();
});

describe('what an answer says of its freshness', () => {
  it('is what is left of it, and the age of its oldest part', async () => {
    const fresh = await world.service.get(`${PATH}&organizationId=${SALES}`);
    expect(fresh.headers).toMatchObject({
      age: '0',
      'cache-control': 'private, max-age=60',
      'cache-status': 'bff; fwd=miss',
    });
    world.clock.advance(12_500);
    const mixed = await world.service.get(PATH);
    expect(mixed.headers).toMatchObject({
      age: '12',
      'cache-control': 'private, max-age=47',
      'cache-status': 'bff; fwd=miss',
    });
    world.clock.advance(10_000);
    const held = await world.service.get(PATH);
    expect(held.headers).toMatchObject({
      age: '22',
      'cache-control': 'private, max-age=37',
      'cache-status': 'bff; hit; ttl=37',
    });
  });

  it('is that the caller asked to ask, whatever there is', async () => {
    await world.service.get(PATH);
    const { headers, body } = await world.service.get(PATH, { headers: { 'cache-control': 'no-cache' } });
    expect(headers).toMatchObject({ age: '0', 'cache-status': 'bff; fwd=request' });
    expect(body.sources.map(({ state }: { state: string }) => state)).toEqual(['live', 'live', 'live']);
    expect(world.upstream.jobRequests).toBe(6);
  });

  it('is that it only waited, for those who did', async () => {
    const gate = Promise.withResolvers<void>();
    world.upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: 3 });
    const idleTimers = world.clock.pendingTimers;
    const calls = Promise.all(Array.from({ length: 5 }, () => world.service.get(PATH)));
    // Each of the five requests has its deadline, and each of the three fetches: now all of them wait.
    await expect.poll(() => world.clock.pendingTimers).toBe(idleTimers + 8);
    gate.resolve();
    const statuses = (await calls).map(({ headers }) => headers['cache-status'] as string);
    expect(statuses.filter((status) => status === 'bff; fwd=miss')).toHaveLength(1);
    expect(new Set(statuses)).toEqual(new Set(['bff; fwd=miss', 'bff; fwd=miss; collapsed']));
    expect(world.upstream.jobRequests).toBe(3);
  });

  it('is that nobody may keep it while an organization is missing', async () => {
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 400 }) });
    const { headers, body } = await world.service.get(PATH);
    expect(body.partial).toBe(true);
    expect(headers).toMatchObject({ 'cache-control': 'private, max-age=0', 'cache-status': 'bff; fwd=miss' });
  });
});

describe('only-if-cached', () => {
  it('is answered from copies, and without them with 504 and no call', async () => {
    const headers = { 'cache-control': 'only-if-cached' };
    const missing = await world.service.get(PATH, { headers });
    expect(missing.status).toBe(504);
    expect(missing.body.type).toBe('/problems/not-cached');
    expect(world.upstream.jobRequests).toBe(0);
    await world.service.get(PATH);
    expect((await world.service.get(PATH, { headers })).headers['cache-status']).toBe('bff; hit; ttl=60');
    expect(world.upstream.jobRequests).toBe(3);
  });
});

describe('every answer', () => {
  it('varies by the credential, errors too', async () => {
    const answers = await Promise.all(
      [PATH, '/v1/jobs?bad=1', '/nowhere'].map((path) => world.service.get(path)),
    );
    expect(answers.map(({ headers }) => headers['vary'] as string)).toEqual([
      'X-Api-Key',
      'X-Api-Key',
      'X-Api-Key',
    ]);
  });

  it('carries the id its request came with, or a new one', async () => {
    const idFor = async (id: string): Promise<string> =>
      (await world.service.get(PATH, { headers: { 'x-request-id': id } })).headers['x-request-id'] as string;
    expect(await idFor('mine-1')).toBe('mine-1');
    for (const bad of ['a b', 'x'.repeat(129), '{"level":60}']) {
      // oxlint-disable-next-line no-await-in-loop -- One after the other, so that the log shows which was which.
      expect(await idFor(bad)).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect(JSON.stringify(world.service.logged)).not.toContain('level\\":60');
  });

  it('says where the time went, and how many calls it took', async () => {
    expect((await world.service.get(PATH)).headers['server-timing']).toMatch(
      /^cache;dur=\d+\.\d, upstream;dur=\d+\.\d;desc="3 calls"$/,
    );
    expect((await world.service.get(PATH)).headers['server-timing']).toMatch(/desc="0 calls"$/);
  });

  it('passes the trace of its request on to the upstream, and nothing else that the caller sent', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await world.service.get(PATH, {
      headers: { traceparent, 'x-canary': 'a', cookie: 'canary=b', 'user-agent': 'canary' },
    });
    const asked = world.upstream.received.filter(({ route }) => route === 'get');
    expect(asked.map(({ headers }) => headers['traceparent'])).toEqual([
      traceparent,
      traceparent,
      traceparent,
    ]);
    expect(JSON.stringify(world.upstream.received)).not.toMatch(/canary"|canary=|x-canary|test-key/);
  });
});
