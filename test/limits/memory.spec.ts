import { connect, type Socket } from 'node:net';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { DAY, TENANTS } from '../cache/small-world.js';
import { builtService } from '../process/built-service.js';
import { ServiceProcess } from '../process/service-process.js';
import { clientEntry, KEY } from '../support/service.js';
import { connectionEntries, NOW_MS, startUpstream } from '../support/upstream.js';

const MAX_MEMORY_MEGABYTES = 450;
const FIELDS = `Host: x\r\nX-Api-Key: ${KEY}\r\n`;
let upstream: StandIn;
let service: Awaited<ReturnType<typeof ServiceProcess.start>>;
const sockets: Socket[] = [];

beforeAll(async () => {
  await builtService();
  const jobs = Array.from({ length: 200 }, (_, index) => plantJob(NOW_MS - (index + 1) * 60_000));
  upstream = await startUpstream({ tenants: TENANTS, jobs: () => jobs });
});
afterAll(() => upstream.close());
// Each fault has a process of its own: what another one left to be collected says nothing about it.
beforeEach(async () => {
  service = await ServiceProcess.start({
    file: { connections: connectionEntries(upstream, TENANTS), clients: [clientEntry('a', KEY)] },
    environment: { REQUESTS_PER_MINUTE: '1000000', CACHE_MAX_MEGABYTES: '16' },
  });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await service.close();
});

/** So many connections that send this and read nothing. */
async function occupy(count: number, bytes: string): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(service.url).port) });
    sockets.push(socket);
    socket.pause();
    socket.on('error', () => undefined);
    socket.write(bytes);
    // A pause now and then lets the other side take the connections as they come.
    if (number % 100 === 99) await setTimeoutPromise(20);
  }
}

async function statusOf(path: string): Promise<number> {
  return (await fetch(service.url + path)).status;
}

describe('the memory of the process', () => {
  it.each([
    ['1,000 headers that never end', 1000, `GET /v1/jobs HTTP/1.1\r\n${FIELDS}X-A: ${'a'.repeat(15_000)}`],
    ['1,000 connections that send nothing', 1000, ''],
    [
      '300 callers who ask and ask and take no answer',
      300,
      `GET /v1/jobs?${DAY}&pageSize=200 HTTP/1.1\r\n${FIELDS}\r\n`.repeat(50),
    ],
    [
      '500 bodies of which the end is missing',
      500,
      `POST /nowhere HTTP/1.1\r\n${FIELDS}Content-Type: application/json\r\nContent-Length: 65000\r\n\r\n${'['.repeat(60_000)}`,
    ],
  ])(
    'stays within its bound under %s, and liveness answers',
    async (what, count, bytes) => {
      await occupy(count, bytes);
      expect(await statusOf('/health/live')).toBe(200);
      expect(await statusOf('/health/ready')).toBe(200);
      const megabytes = Math.round(service.megabytesOf('VmHWM'));
      process.stdout.write(`${what}: ${megabytes} MB at most, of ${MAX_MEMORY_MEGABYTES} MB\n`);
      expect(megabytes).toBeLessThan(MAX_MEMORY_MEGABYTES);
    },
    120_000,
  );
});
