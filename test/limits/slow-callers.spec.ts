import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { MOST_CONNECTIONS } from '../../src/connection-bounds.js';
import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { RequestPlaces } from '../../src/limits/request-places.js';
import { LOOK_EVERY_MS } from '../../src/limits/slow-readers.js';
import { DAY, startWorld, type World } from '../cache/small-world.js';
import { MOST_OWED } from '../../src/owed-answers.js';
import { KEY } from '../support/service.js';
import { NOW_MS } from '../support/upstream.js';

/** The real limits are the server's own and run by the system's clock: here they are shorter, everything else is as ever. */
const SHORT_MS = 300;
let world: World;
let server: Server;
const sockets: Socket[] = [];

beforeAll(async () => {
  const jobs = Array.from({ length: 200 }, (_, index) => plantJob(NOW_MS - (index + 1) * 60_000));
  world = await startWorld({ jobs: () => jobs, environment: { REQUESTS_PER_MINUTE: '1000000' } });
  server = world.service.app.getHttpServer();
});
afterAll(() => world.close());
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

interface Conversation {
  readonly socket: Socket;
  readonly text: () => string;
  /** Resolves when the service closes it. */
  readonly closed: Promise<unknown>;
}

function talk(...pieces: string[]): Conversation {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(world.service.url).port) });
  sockets.push(socket);
  let text = '';
  socket.on('data', (chunk: Buffer) => void (text += chunk.toString('utf8')));
  socket.on('error', () => undefined);
  for (const piece of pieces) socket.write(piece);
  return { socket, text: () => text, closed: once(socket, 'close') };
}

function openConnections(): Promise<number> {
  // oxlint-disable-next-line typescript/no-misused-promises -- It counts with a callback.
  return new Promise((resolve) => server.getConnections((_error, open) => resolve(open)));
}

function answered(): number {
  return world.service.logged.filter(({ code }) => code === 'request').length;
}

describe('the server', () => {
  it('has the limits that are promised', () => {
    expect(server).toMatchObject({
      requestTimeout: 15_000,
      headersTimeout: 15_000,
      keepAliveTimeout: 75_000,
      maxConnections: MOST_CONNECTIONS,
    });
  });
});

describe('a caller who sends slowly', () => {
  beforeAll(() => Object.assign(server, { requestTimeout: SHORT_MS, headersTimeout: SHORT_MS }));
  afterAll(() => Object.assign(server, { requestTimeout: 15_000, headersTimeout: 15_000 }));

  it.each([
    ['half a request line', 'GET /v1/jo'],
    ['headers without an end', `GET /v1/jobs HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${KEY}\r\nX-A: `],
    ['nothing of a promised body', 'POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab'],
  ])('%s is cut off with a problem document', async (_what, bytes) => {
    const { closed, text } = talk(bytes);
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 (408|404) /);
    expect(text()).toContain('application/problem+json');
    expect(text()).toContain('x-content-type-options: nosniff');
  });

  it('drop by drop gains nothing by it', async () => {
    const { socket, closed, text } = talk('GET /v1/jobs HTTP/1.1\r\nHost: x\r\n');
    const dripping = setInterval(() => socket.write('X-A: a\r\n'), SHORT_MS / 10);
    await closed;
    clearInterval(dripping);
    expect(text()).toContain('/problems/request-timeout');
  });
});

describe('a caller who does not take the answer', () => {
  const connections = new Set<Socket>();
  beforeAll(() => void server.on('connection', (socket) => connections.add(socket)));

  const waiting = (): Socket[] =>
    [...connections].filter((socket) => !socket.destroyed && socket.writableLength > 0);

  /** Asks on one connection without reading, a few at a time, until its buffers are full and answers stay behind. */
  async function fillBuffers(): Promise<void> {
    const request = `GET /v1/jobs?${DAY}&pageSize=200 HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${KEY}\r\n\r\n`;
    const { socket } = talk();
    socket.pause();
    for (let before = answered(); waiting().length === 0; before = answered()) {
      socket.write(request.repeat(MOST_OWED));
      await expect.poll(() => answered() === before + MOST_OWED || waiting().length > 0).toBe(true);
    }
  }

  it('is cut off after a while, and what waited for him is let go', async () => {
    await fillBuffers();
    const [stuck] = waiting();
    const places = world.service.app.get(RequestPlaces);
    // An answer that is kept, and of which a part is with the system already.
    expect(places.inFlight).toBeGreaterThan(0);
    for (let look = 0; look < 3; look += 1) world.clock.advance(LOOK_EVERY_MS);
    await expect.poll(() => stuck?.destroyed).toBe(true);
    await expect.poll(() => places.inFlight).toBe(0);
    expect((await world.service.get('/health/ready', { key: null })).status).toBe(200);
  });
});

describe('a connection that is not needed', () => {
  it('makes room when too many come', async () => {
    const before = server.maxConnections;
    const idle = talk('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(() => idle.text()).toContain('"ok"');
    const silent = talk();
    // Those of other tests have gone, and these two have come.
    await expect.poll(openConnections).toBe(2);
    server.maxConnections = 2;
    try {
      const dropped = talk('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
      await dropped.closed;
      await Promise.all([idle.closed, silent.closed]);
      const next = talk('GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
      await next.closed;
      expect(next.text()).toContain('"ok"');
      expect(world.service.logged.filter(({ code }) => code === 'connections_full')).toHaveLength(1);
    } finally {
      server.maxConnections = before;
    }
  });
});

describe('a caller who sends requests ahead', () => {
  const request = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n';

  it('is answered in turn, as long as they are few', async () => {
    const { closed, text } = talk(
      request.repeat(MOST_OWED - 1),
      request.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'),
    );
    await closed;
    expect(text().match(/HTTP\/1\.1 200 OK/g)).toHaveLength(MOST_OWED);
  });

  it('is hung up on when they are too many', async () => {
    // The connection would be kept for an hour otherwise, and the test's own time would be up.
    const usual = server.keepAliveTimeout;
    server.keepAliveTimeout = 3_600_000;
    try {
      await talk(request.repeat(100)).closed;
    } finally {
      server.keepAliveTimeout = usual;
    }
    await expect.poll(() => world.service.app.get(RequestPlaces).inFlight).toBe(0);
  });

  it('has nothing done for those that are too many, though one packet brought them all', async () => {
    const path = `/v1/jobs?${DAY}`;
    const leftOf = async (): Promise<number> => {
      const { headers } = await world.service.get(path);
      return Number(/r=(\d+)/.exec(String(headers['ratelimit']))?.[1]);
    };
    const before = await leftOf();
    await talk(`GET ${path} HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${KEY}\r\n\r\n`.repeat(100)).closed;
    const used = before - (await leftOf()) - 1;
    expect(used).toBeGreaterThan(0);
    expect(used).toBeLessThanOrEqual(MOST_OWED);
  });
});
