import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { DAY, startWorld, type World } from '../cache/small-world.js';
import { problemIn } from '../errors/problem-document.js';
import { clientEntry, KEY } from '../support/service.js';

const PATH = `/v1/jobs?${DAY}`;
const LIMIT = 7;
let world: World;

beforeAll(async () => {
  world = await startWorld({
    clients: [
      { ...clientEntry('few', 'key-of-few'), requestsPerMinute: LIMIT },
      clientEntry('many', KEY),
      { ...clientEntry('purger', 'key-of-purger'), permissions: ['cache:purge'] },
    ],
  });
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.advance(60_000);
  world.upstream.reset();
});

const FEW = { key: 'key-of-few' };

describe('every answer of a route with a credential', () => {
  it('tells the limit and what is left, as the draft of the headers says', async () => {
    const { headers } = await world.service.get(PATH);
    expect(headers['ratelimit-policy']).toBe('"client";q=600;w=60');
    expect(headers['ratelimit']).toBe('"client";r=599;t=60');
    world.clock.advance(1500);
    expect((await world.service.get(PATH)).headers['ratelimit']).toBe('"client";r=598;t=59');
  });

  it('tells it, whatever the answer is', async () => {
    const { headers } = await world.service.get(PATH, FEW);
    const asked: [string, number, Record<string, string>][] = [
      [PATH, 304, { 'if-none-match': headers['etag'] as string }],
      ['/v1/jobs?type=nonsense', 400, {}],
      ['/v1/organizations/unknown/jobs', 404, {}],
      [PATH, 406, { accept: 'text/html' }],
      ['/v1/jobs?from=2026-10-01&to=2026-10-02', 504, { 'cache-control': 'only-if-cached' }],
    ];
    for (const [index, [path, status, fields]] of asked.entries()) {
      const answer = await world.service.get(path, { ...FEW, headers: fields });
      expect(answer.status, path).toBe(status);
      expect(answer.headers['ratelimit-policy'], path).toBe(`"client";q=${LIMIT};w=60`);
      expect(answer.headers['ratelimit'], path).toBe(`"client";r=${LIMIT - 2 - index};t=60`);
    }
  });
});

describe('a client beyond its limit', () => {
  it('is refused with a wait and the same headers, before its parameters are read and upstream is asked', async () => {
    for (let request = 0; request < LIMIT; request += 1)
      expect((await world.service.get('/v1/jobs?nonsense=1', FEW)).status).toBe(400);
    world.clock.advance(12_345);
    const refused = await world.service.get('/v1/jobs?nonsense=1', FEW);
    expect(problemIn(refused)).toBe('429 rate-limited');
    expect(refused.headers['retry-after']).toBe('48');
    expect(refused.headers['ratelimit-policy']).toBe(`"client";q=${LIMIT};w=60`);
    expect(refused.headers['ratelimit']).toBe('"client";r=0;t=48');
    expect(refused.headers['vary']).toBe('X-Api-Key');
    expect(world.upstream.received).toEqual([]);
  });

  it('leaves the others alone, and comes in again when it was told', async () => {
    for (let request = 0; request < LIMIT; request += 1) await world.service.get(PATH, FEW);
    const refused = await world.service.get(PATH, FEW);
    expect(refused.status).toBe(429);
    expect((await world.service.get(PATH)).status).toBe(200);
    world.clock.advance(Number(refused.headers['retry-after']) * 1000);
    expect((await world.service.get(PATH, FEW)).status).toBe(200);
  });

  it('is let in exactly as often as its limit says when it comes in a crowd', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async () => (await world.service.get(PATH, FEW)).status),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(LIMIT);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40 - LIMIT);
  });
});

describe('what is asked without a credential', () => {
  it.each(['/health/live', '/health/ready', '/openapi.json', '/nowhere'])(
    'is not counted: %s',
    async (path) => {
      for (let request = 0; request < LIMIT + 1; request += 1) {
        const answer = await world.service.get(path, FEW);
        expect(answer.status).not.toBe(429);
        expect(answer.headers).not.toHaveProperty('ratelimit');
      }
      expect((await world.service.get(PATH, FEW)).headers['ratelimit']).toBe(`"client";r=${LIMIT - 1};t=60`);
    },
  );

  it('is refused with 401 without telling whose limit it would have been', async () => {
    const answer = await world.service.get(PATH, { key: 'wrong' });
    expect(answer.status).toBe(401);
    expect(answer.headers).not.toHaveProperty('ratelimit');
  });
});

describe('anybody, where nobody needs a credential', () => {
  it('is one client', async () => {
    const open = await startWorld({
      clients: [],
      environment: { AUTH_MODES: 'none', REQUESTS_PER_MINUTE: '50' },
    });
    try {
      const { headers } = await open.service.get(PATH, { key: null });
      expect(headers['ratelimit']).toBe('"client";r=49;t=60');
      expect((await open.service.get(PATH, { key: null })).headers['ratelimit']).toBe('"client";r=48;t=60');
    } finally {
      await open.close();
    }
  });
});
