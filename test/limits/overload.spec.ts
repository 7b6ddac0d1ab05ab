import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { holdUntil } from '../../src/demo/stand-in/fault-responders.js';
import { MOST_REQUESTS, RequestPlaces } from '../../src/limits/request-places.js';
import { DAY, startWorld, type World } from '../cache/small-world.js';
import { problemIn } from '../errors/problem-document.js';
import { KEY } from '../support/service.js';

const PATH = `/v1/jobs?${DAY}`;
/** Ten times 200 callers. */
const CROWD = 2_000;
let world: World;
let places: RequestPlaces;

beforeAll(async () => {
  world = await startWorld({ environment: { REQUESTS_PER_MINUTE: '1000000' } });
  places = world.service.app.get(RequestPlaces);
});
afterAll(() => {
  const closing = world.close();
  // A crowd opens connections ahead of need; closing alone would wait for their first request.
  world.service.app.getHttpServer().closeAllConnections();
  return closing;
});
beforeEach(() => {
  world.clock.advance(3_600_000);
  world.upstream.reset();
});

/** How many have been refused so far. */
function refused(): number {
  return world.service.logged.filter(({ status, code }) => code === 'request' && status === 503).length;
}

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

async function ask(path: string): Promise<Reply> {
  const answer = await fetch(world.service.url + path, { headers: { 'x-api-key': KEY } });
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    text: await answer.text(),
  };
}

/** So many callers, none of whom is answered before the gate is opened. */
function crowd(count: number): { readonly answers: Promise<Reply[]>; readonly open: () => void } {
  const gate = Promise.withResolvers<void>();
  world.upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: 3 });
  return { answers: Promise.all(Array.from({ length: count }, () => ask(PATH))), open: gate.resolve };
}

describe('200 callers at once', () => {
  it('are all answered', async () => {
    const { answers, open } = crowd(200);
    await expect.poll(() => places.inFlight, { timeout: 15_000 }).toBe(200);
    open();
    expect((await answers).filter(({ status }) => status !== 200)).toEqual([]);
    expect(world.upstream.jobRequests).toBe(3);
  });
});

describe('ten times as many', () => {
  it('are answered as far as there is room, and the others told to come again', async () => {
    const refusedBefore = refused();
    const { answers, open } = crowd(CROWD);
    await expect.poll(refused, { timeout: 30_000 }).toBe(refusedBefore + CROWD - MOST_REQUESTS);
    expect(places.inFlight).toBe(MOST_REQUESTS);
    expect((await ask('/health/live')).status).toBe(200);
    expect((await ask('/health/ready')).status).toBe(200);
    open();
    const all = await answers;
    const sheds = all.filter(({ status }) => status === 503);
    expect(all.filter(({ status }) => status === 200)).toHaveLength(MOST_REQUESTS);
    expect(new Set(sheds.map(problemIn))).toEqual(new Set(['503 overloaded']));
    expect(sheds).toHaveLength(CROWD - MOST_REQUESTS);
    for (const { headers } of sheds.slice(0, 5))
      expect(headers).toMatchObject({
        'retry-after': '2',
        'cache-control': 'no-store',
        vary: 'X-Api-Key',
        'x-content-type-options': 'nosniff',
      });
    await expect.poll(() => places.inFlight).toBe(0);
    expect((await ask(PATH)).status).toBe(200);
  }, 60_000);

  it('cost the upstream and the client’s limit nothing when they are refused', async () => {
    const { answers, open } = crowd(MOST_REQUESTS);
    await expect.poll(() => places.inFlight, { timeout: 15_000 }).toBe(MOST_REQUESTS);
    const tooMany = await ask(PATH);
    expect(problemIn(tooMany)).toBe('503 overloaded');
    expect(tooMany.headers).not.toHaveProperty('ratelimit');
    open();
    await answers;
    expect((await ask(PATH)).headers['ratelimit']).toBe(`"client";r=${1_000_000 - MOST_REQUESTS - 1};t=60`);
    expect(world.upstream.jobRequests).toBe(3);
  }, 60_000);
});

describe('a caller who leaves', () => {
  it('leaves room for the next', async () => {
    const gate = Promise.withResolvers<void>();
    world.upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: 3 });
    const leaving = new AbortController();
    const calls = Array.from({ length: 20 }, () =>
      fetch(world.service.url + PATH, {
        headers: { 'x-api-key': KEY },
        signal: leaving.signal,
      }).catch(() => 'left'),
    );
    await expect.poll(() => places.inFlight).toBe(20);
    leaving.abort();
    await Promise.all(calls);
    await expect.poll(() => places.inFlight).toBe(0);
    gate.resolve();
  });

  it('leaves room also for the requests that waited behind one another on the connection', async () => {
    const gate = Promise.withResolvers<void>();
    world.upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: 3 });
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(world.service.url).port) });
    socket.write(`GET ${PATH} HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${KEY}\r\n\r\n`.repeat(8));
    await expect.poll(() => places.inFlight).toBe(8);
    socket.destroy();
    await expect.poll(() => places.inFlight).toBe(0);
    gate.resolve();
  });
});
