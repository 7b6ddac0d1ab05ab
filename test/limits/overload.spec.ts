import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { holdUntil } from '../../src/demo/stand-in/fault-responders.js';
import { holderAt } from '../../src/limits/holder.js';
import { MOST_REQUESTS, RequestPlaces } from '../../src/limits/request-places.js';
import { DAY, startWorld, type World } from '../cache/small-world.js';
import { problemIn } from '../errors/problem-document.js';
import { toolCall } from '../mcp/mcp-client.js';
import { clientEntry, KEY } from '../support/service.js';
import { untilStill } from '../support/until-still.js';

const PATH = `/v1/jobs?${DAY}`;
/** Ten times 200 callers, of as many clients as a service provider may have. */
const CROWD = 2_000;
const KEYS = Array.from({ length: 20 }, (_, index) => `key-of-client-${index}`);
/** What one client may have in flight when nobody else asks. */
const SHARE = MOST_REQUESTS / 2;
const MAX_WAIT = { timeout: 90_000 };
let world: World;
let places: RequestPlaces;

beforeAll(async () => {
  const clients = [clientEntry('client', KEY), ...KEYS.map((key) => clientEntry(key, key))];
  world = await startWorld({ clients, environment: { REQUESTS_PER_MINUTE: '1000000' } });
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
/** What a test that failed leaves behind is nothing to the next. */
afterEach(async () => {
  for (const { answers, open } of crowds.splice(0)) {
    open();
    await answers.catch(() => undefined);
  }
  await vi.waitUntil(() => places.inFlight === 0, MAX_WAIT);
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

async function ask(path: string, key = KEY): Promise<Reply> {
  const answer = await fetch(world.service.url + path, { headers: { 'x-api-key': key } });
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    text: await answer.text(),
  };
}

interface Held<T> {
  readonly answers: Promise<T[]>;
  readonly open: () => void;
}

const crowds: Held<unknown>[] = [];

/** A caller for each key, none of whom is answered before the gate is opened. */
function crowd(keys: readonly string[]): Held<Reply> {
  const gate = Promise.withResolvers<void>();
  world.upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: 3 });
  const made = { answers: Promise.all(keys.map((key) => ask(PATH, key))), open: gate.resolve };
  crowds.push(made);
  return made;
}

const times = (count: number, key: string): string[] => Array.from({ length: count }, () => key);
const statusesOf = (replies: readonly Reply[]): number[] => [...new Set(replies.map(({ status }) => status))];

/** A refusal for want of room costs nothing, and tells when to come again. */
function expectRefusals(replies: readonly Reply[]): void {
  expect(new Set(replies.map(problemIn))).toEqual(new Set(['503 overloaded']));
  for (const { headers } of replies.slice(0, 5)) {
    expect(headers).toMatchObject({
      'retry-after': '2',
      'cache-control': 'no-store',
      vary: 'X-Api-Key',
      'x-content-type-options': 'nosniff',
    });
    expect(headers).not.toHaveProperty('ratelimit');
  }
}

describe('200 callers at once', () => {
  it('are all answered, though they are one client', async () => {
    const { answers, open } = crowd(times(200, KEY));
    await expect.poll(() => places.inFlight, MAX_WAIT).toBe(200);
    open();
    expect(statusesOf(await answers)).toEqual([200]);
    expect(world.upstream.jobRequests).toBe(3);
  });
});

describe('ten times as many', () => {
  it('are answered as far as there is room, and the others told to come again', async () => {
    const refusedBefore = refused();
    const { answers, open } = crowd(Array.from({ length: CROWD }, (_, index) => KEYS[index % KEYS.length]!));
    await expect.poll(() => refused() - refusedBefore + places.inFlight, MAX_WAIT).toBe(CROWD);
    const accepted = places.inFlight;
    expect(accepted).toBeGreaterThanOrEqual(400);
    expect(accepted).toBeLessThanOrEqual(MOST_REQUESTS);
    expect((await ask('/health/live')).status).toBe(200);
    expect((await ask('/health/ready')).status).toBe(200);
    open();
    const all = await answers;
    expect(all.filter(({ status }) => status === 200)).toHaveLength(accepted);
    const sheds = all.filter(({ status }) => status !== 200);
    expect(sheds).toHaveLength(CROWD - accepted);
    expectRefusals(sheds);
    await expect.poll(() => places.inFlight, MAX_WAIT).toBe(0);
    expect((await ask(PATH)).status).toBe(200);
  });

  it('are refused before anybody asks who they are, when there is no place left at all', async () => {
    const others = Array.from({ length: MOST_REQUESTS }, () => ({}));
    for (const other of others) places.enter(other);
    const replies = [await ask(PATH), await ask(PATH, 'the key of nobody')];
    for (const other of others) places.leave(other);
    expectRefusals(replies);
    expect(world.upstream.jobRequests).toBe(0);
  });
});

describe('a client that takes every place it can have', () => {
  it('is left with half of them, pays for those only, and leaves room for 100 callers of another', async () => {
    const before = refused();
    const { answers, open } = crowd(times(SHARE + 150, KEY));
    await expect.poll(() => refused() - before, MAX_WAIT).toBe(150);
    expect(places.inFlight).toBe(SHARE);
    const [other = ''] = KEYS;
    const others = Promise.all(times(100, other).map((key) => ask(PATH, key)));
    await expect.poll(() => places.inFlight, MAX_WAIT).toBe(SHARE + 100);
    open();
    expect(statusesOf(await others)).toEqual([200]);
    const all = await answers;
    expect(all.filter(({ status }) => status === 200)).toHaveLength(SHARE);
    expectRefusals(all.filter(({ status }) => status !== 200));
    expect((await ask(PATH)).headers['ratelimit']).toBe(`"client";r=${1_000_000 - SHARE - 1};t=60`);
    expect(world.upstream.jobRequests).toBe(3);
  });
});

describe('200 calls of a tool at once', () => {
  it('are all answered, as each stands in one place only', async () => {
    const gate = Promise.withResolvers<void>();
    world.upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: 3 });
    const body = JSON.stringify(toolCall('list_jobs', Object.fromEntries(new URLSearchParams(DAY))));
    const headers = { 'x-api-key': KEY, 'content-type': 'application/json' };
    const call = async (): Promise<string> =>
      await (await fetch(`${world.service.url}/mcp`, { method: 'POST', headers, body })).text();
    const answers = Promise.all(Array.from({ length: 200 }, call));
    crowds.push({ answers, open: gate.resolve });
    await expect.poll(() => places.inFlight, MAX_WAIT).toBeGreaterThanOrEqual(200);
    await untilStill(() => places.inFlight + refused());
    expect(places.inFlight).toBe(200);
    gate.resolve();
    expect((await answers).filter((text) => !text.includes('totalItems'))).toEqual([]);
  });
});

describe('callers whom nobody knows', () => {
  it('have one share together, where they come from one address', async () => {
    await ask('/openapi.json');
    const strangers = Array.from({ length: SHARE }, () => ({}));
    for (const stranger of strangers) {
      places.enter(stranger);
      places.claim(stranger, holderAt('127.0.0.1'));
    }
    const replies = [await ask('/openapi.json'), await ask('/docs'), await ask('/'), await ask('/console/')];
    const known = await ask(PATH);
    for (const stranger of strangers) places.leave(stranger);
    expect(replies.map(problemIn)).toEqual(Array(4).fill('503 overloaded'));
    expect(known.status).toBe(200);
  });
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
    // What is on its way still would be there, and fresh, when the next test asks.
    expect((await ask(PATH)).status).toBe(200);
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
    // What is on its way still would be there, and fresh, when the next test asks.
    expect((await ask(PATH)).status).toBe(200);
  });
});
