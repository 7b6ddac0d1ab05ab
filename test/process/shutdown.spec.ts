import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { holdUntil } from '../../src/demo/stand-in/fault-responders.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { DAY, TENANTS } from '../cache/small-world.js';
import { clientEntry } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';
import { builtService } from './built-service.js';
import { ServiceProcess } from './service-process.js';

const KEY = 'canary-key';
/** Longer than a test may take: whoever waits until it is over fails. */
const FOR_EVER_SECONDS = 300;
let upstream: StandIn;
let service: Awaited<ReturnType<typeof ServiceProcess.start>>;

beforeAll(async () => {
  await builtService();
  upstream = await startUpstream({ tenants: TENANTS, jobs: () => [] });
});
afterAll(() => upstream.close());
beforeEach(() => upstream.reset());
afterEach(() => service.close());

async function start(shutdownSeconds: number): Promise<void> {
  const file = { connections: connectionEntries(upstream, TENANTS), clients: [clientEntry('a', KEY)] };
  const environment = { SHUTDOWN_SECONDS: String(shutdownSeconds), CACHE_FRESH_SECONDS: '0' };
  service = await ServiceProcess.start({ file, environment });
}

async function ask(
  path: string,
  agent?: Agent,
): Promise<{ status: number | undefined; connection: string | undefined; text: string }> {
  const [response] = (await once(
    get(service.url + path, { headers: { 'x-api-key': KEY }, ...(agent && { agent }) }),
    'response',
  )) as [IncomingMessage];
  let text = '';
  for await (const chunk of response as AsyncIterable<Buffer>) text += chunk.toString('utf8');
  return { status: response.statusCode, connection: response.headers.connection, text };
}

/** A connection that was opened ahead of need, as browsers do. */
async function silentConnection(): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(service.url).port) });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  await ask('/health/live');
  return socket;
}

/** Whether the service takes no more connections. */
async function isRefused(): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(service.url).port) });
  const refused = await once(socket, 'connect').then(
    () => false,
    () => true,
  );
  socket.destroy();
  return refused;
}

/** A connection whose request has not arrived as a whole. */
async function halfSent(path: string): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(service.url).port) });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${KEY}\r\n`);
  // What was sent before it on another connection has been answered: so this has arrived, too.
  await ask('/health/live');
  return socket;
}

/** Sends what was missing of the request, and reads the answer. */
async function restOf(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => void (text += chunk.toString('utf8')));
  socket.write('\r\n');
  await once(socket, 'close');
  return text;
}

describe('SIGTERM', () => {
  it('ends an idle service with 0, whoever keeps a connection', async () => {
    await start(FOR_EVER_SECONDS);
    const agent = new Agent({ keepAlive: true });
    expect((await ask('/health/ready', agent)).status).toBe(200);
    service.signal('SIGTERM');
    expect(await service.exit()).toBe(0);
    agent.destroy();
  });

  it('ends an idle service at once, also with connections on which nothing was ever sent', async () => {
    await start(FOR_EVER_SECONDS);
    const silent = await silentConnection();
    const begunMs = performance.now();
    service.signal('SIGTERM');
    expect(await service.exit()).toBe(0);
    process.stdout.write(`stop when idle: ${Math.round(performance.now() - begunMs)} ms of 1000 ms\n`);
    silent.destroy();
  });

  it('is not taken for a crash when SIGHUP follows it', async () => {
    await start(FOR_EVER_SECONDS);
    const gate = Promise.withResolvers<void>();
    upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: 3 });
    const answer = ask(`/v1/jobs?${DAY}`);
    await expect.poll(() => upstream.jobRequests).toBe(3);
    service.signal('SIGTERM');
    // Only while a request is in flight is the service still there when the door has been closed.
    await expect.poll(() => isRefused()).toBe(true);
    service.signal('SIGHUP');
    gate.resolve();
    expect(await answer).toMatchObject({ status: 200 });
    expect(await service.exit()).toBe(0);
  });

  it('lets a request in flight end, and tells its caller to come elsewhere next time', async () => {
    await start(FOR_EVER_SECONDS);
    const gate = Promise.withResolvers<void>();
    upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: 3 });
    const agent = new Agent({ keepAlive: true });
    const answer = ask(`/v1/jobs?${DAY}`, agent);
    await expect.poll(() => upstream.jobRequests).toBe(3);
    service.signal('SIGTERM');
    await service.line('stopping');
    gate.resolve();
    expect(await answer).toMatchObject({ status: 200, connection: 'close' });
    expect(await service.exit()).toBe(0);
    agent.destroy();
  });

  it('meanwhile answers what still comes, readiness with 503, and closes each connection', async () => {
    await start(FOR_EVER_SECONDS);
    const sockets = await Promise.all(['/health/ready', '/health/live', `/v1/jobs?${DAY}`].map(halfSent));
    service.signal('SIGTERM');
    await service.line('stopping');
    const texts = await Promise.all(sockets.map((socket) => restOf(socket)));
    expect(texts.map((text) => text.slice(0, 12))).toEqual(['HTTP/1.1 503', 'HTTP/1.1 200', 'HTTP/1.1 200']);
    expect(texts[0]).toContain('"type":"/problems/overloaded"');
    expect(texts[2]).toContain('"partial":false');
    for (const text of texts) expect(text.toLowerCase()).toContain('\r\nconnection: close\r\n');
    expect(await service.exit()).toBe(0);
  });

  it('does not wait for a request sent by half longer than SHUTDOWN_SECONDS', async () => {
    await start(1);
    const socket = await halfSent('/v1/jobs');
    const begunMs = performance.now();
    service.signal('SIGTERM');
    expect(await service.exit()).toBe(0);
    expect(performance.now() - begunMs).toBeGreaterThan(900);
    socket.destroy();
  });

  it('as SIGINT does not wait for the upstream longer than SHUTDOWN_SECONDS', async () => {
    await start(1);
    upstream.faults.next({ match: 'get', respond: () => undefined, times: 3 });
    const answer = ask(`/v1/jobs?${DAY}`).catch(() => 'cut');
    await expect.poll(() => upstream.jobRequests).toBe(3);
    service.signal('SIGINT');
    expect(await service.exit()).toBe(0);
    expect(await answer).toBe('cut');
  });
});
