import { createServer } from 'node:net';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { clientEntry } from '../support/service.js';
import { builtService } from './built-service.js';
import { freePort } from './free-port.js';
import { ServiceProcess, type ProcessOptions } from './service-process.js';

const GOOD_CONNECTION = {
  name: 'contoso',
  dataCenter: 'us',
  environment: 'commercial',
  clientId: 'app',
  clientSecret: 'canary-client-secret',
  organizations: [{ id: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f' }],
};
const GOOD = { connections: [GOOD_CONNECTION], clients: [clientEntry('a', 'k')] };
const FAULTY = {
  connections: [{ ...GOOD_CONNECTION, contract: 'put', organizations: [{ id: 'x' }] }],
  clients: [{ ...clientEntry('a', 'k'), apiKeySha256: ['canary-no-hash'] }],
};

/** Promised on a machine with nothing else to do; a busy one takes as long as for a good start anyway, and this. */
const PROMISED_MS = 5_000;
const running: ServiceProcess[] = [];

beforeAll(() => builtService());
afterEach(() => Promise.all(running.splice(0).map((service) => service.close())));

async function launch(options: ProcessOptions): Promise<ServiceProcess> {
  const service = await ServiceProcess.launch(options);
  running.push(service);
  return service;
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const begunMs = performance.now();
  await work();
  return performance.now() - begunMs;
}

/** Whether anybody listens there. */
async function isOpen(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  const answer = await Promise.race([
    once(socket, 'connect').then(() => true),
    new Promise<boolean>((resolve) => socket.once('error', () => resolve(false))),
  ]).catch(() => false);
  socket.destroy();
  return answer;
}

describe('a start with a bad configuration', () => {
  it('ends with 1 within five seconds, names every fault, and shows no secret', async () => {
    const environment = {
      PORT: 'x',
      LOG_LEVEL: 'loud',
      CACHE_FRESH_SECONDS: '-1',
      AUTH_MODES: 'apiKey,gateway',
      GATEWAY_SECRET: 'canary-short',
      REDIS_URL: 'canary://canary-password@x',
    };
    const goodMs = await msOf(async () => (await launch({ file: GOOD })).line('started'));
    const service = await launch({ file: FAULTY, environment });
    const badMs = await msOf(async () => expect(await service.exit()).toBe(1));
    process.stdout.write(`end with a bad configuration: ${Math.round(badMs)} ms of ${PROMISED_MS} ms\n`);
    expect(badMs).toBeLessThan(3 * goodMs + PROMISED_MS);
    const places = [
      'PORT',
      'LOG_LEVEL',
      'CACHE_FRESH_SECONDS',
      'GATEWAY_SECRET',
      'REDIS_URL',
      'connections[0].contract',
      'connections[0].organizations[0].id',
      'clients[0].apiKeySha256',
    ];
    for (const place of places) expect(service.stderr).toContain(place);
    expect(service.stderr + service.stdout).not.toContain('canary');
    expect(service.stderr).not.toMatch(/\n\s+at /);
    expect(service.stdout).toBe('');
  });

  it('never listens', async () => {
    const port = await freePort();
    const service = await launch({ file: FAULTY, environment: { PORT: String(port) } });
    let hasEnded = false;
    void service.exit().then(() => (hasEnded = true));
    const seen: boolean[] = [];
    // oxlint-disable-next-line no-await-in-loop, no-unmodified-loop-condition -- It is looked at until it has ended.
    while (!hasEnded) seen.push(await isOpen(port));
    expect(seen).not.toContain(true);
    expect(await service.exit()).toBe(1);
  });

  it('without anything says what is missing', async () => {
    const service = await launch({});
    expect(await service.exit()).toBe(1);
    expect(service.stderr).toContain('AUTH_MODES');
  });
});

describe('a start with a good configuration', () => {
  it('listens without asking anybody upstream', async () => {
    const port = await freePort();
    const service = await launch({
      file: GOOD,
      environment: { PORT: String(port) },
    });
    expect(await service.line('started')).toMatchObject({ message: `listening on http://127.0.0.1:${port}` });
    expect(await isOpen(port)).toBe(true);
    expect(service.stderr).toBe('');
  });

  it('says which variable looks mistyped, without its value, and little else', async () => {
    const service = await launch({
      file: { connections: [GOOD_CONNECTION], clients: [clientEntry('a', 'k')] },
      environment: { PORT: '0', GATEWAY_SECERT: 'canary-secret' },
    });
    await service.line('started');
    expect(await service.line('variable_unknown')).toMatchObject({
      given: 'GATEWAY_SECERT',
      meant: 'GATEWAY_SECRET',
    });
    expect(service.stdout).not.toContain('canary');
    expect(service.stdout.trim().split('\n')).toHaveLength(2);
  });

  it('ends with 1 and one line when the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const service = await launch({
      file: GOOD,
      environment: { PORT: String(port) },
    });
    expect(await service.exit()).toBe(1);
    expect(service.lines.at(-1)).toMatchObject({ code: 'not_listening', reason: 'EADDRINUSE' });
    expect(service.stderr).toBe('');
    server.close();
  });
});
