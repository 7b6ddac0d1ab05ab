import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { hang } from '../../src/demo/stand-in/fault-responders.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { DAY, TENANTS } from '../cache/small-world.js';
import { clientEntry } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';
import { builtService } from './built-service.js';
import { ServiceProcess } from './service-process.js';

const KEY = 'canary-key';
const folder = mkdtempSync(join(tmpdir(), 'bug-'));
const bug = join(folder, 'bug.mjs');
let upstream: StandIn;
let service: Awaited<ReturnType<typeof ServiceProcess.start>>;

beforeAll(async () => {
  await builtService();
  upstream = await startUpstream({ tenants: TENANTS, jobs: () => [] });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await upstream.close();
});
afterEach(() => service.close());

/** The service with a bug that strikes at SIGUSR2: `strike` is the code of it. */
async function startWithBug(strike: string): Promise<void> {
  writeFileSync(bug, `process.on('SIGUSR2', () => { ${strike} })`);
  service = await ServiceProcess.start({
    file: { connections: connectionEntries(upstream, TENANTS), clients: [clientEntry('a', KEY)] },
    environment: { NODE_OPTIONS: `--import=${bug}` },
  });
}

describe('a failure that nobody caught', () => {
  it.each([
    ['uncaughtException', `throw new TypeError('canary-text http://canary.example')`, 'TypeError'],
    ['unhandledRejection', `void Promise.reject(new RangeError('canary-text'))`, 'RangeError'],
    [
      'unhandledRejection',
      `void Promise.reject({ headers: { authorization: 'canary-token' } })`,
      'UnhandledPromiseRejection',
    ],
  ])('(%s: %s) ends the process with 1 after one line without a secret', async (origin, strike, error) => {
    await startWithBug(strike);
    const before = service.lines.length;
    service.signal('SIGUSR2');
    expect(await service.exit()).toBe(1);
    const crashes = service.lines.slice(before);
    expect(crashes).toHaveLength(1);
    expect(crashes[0]).toMatchObject({ level: 60, code: 'crashed', origin, error });
    expect(service.stdout + service.stderr).not.toContain('canary');
  });

  it('closes the connection of who waits for an answer, so that he asks elsewhere', async () => {
    await startWithBug(`throw new Error('canary-text')`);
    upstream.faults.next({ match: 'get', respond: hang(), times: 3 });
    const before = upstream.jobRequests;
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(service.url).port) });
    let text = '';
    socket.on('data', (chunk: Buffer) => void (text += chunk.toString('utf8')));
    socket.on('error', () => undefined);
    socket.write(`GET /v1/jobs?${DAY} HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${KEY}\r\n\r\n`);
    await expect.poll(() => upstream.jobRequests).toBe(before + 3);
    service.signal('SIGUSR2');
    await once(socket, 'close');
    expect(text).toBe('');
    expect(await service.exit()).toBe(1);
  });
});
