import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { DAY, TENANTS } from '../cache/small-world.js';
import { clientEntry } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';
import { builtService } from './built-service.js';
import { ServiceProcess } from './service-process.js';

let upstream: StandIn;
let service: Awaited<ReturnType<typeof ServiceProcess.start>>;

const fileWith = (...clients: object[]): object => ({
  connections: connectionEntries(upstream, TENANTS),
  clients,
});

beforeAll(async () => {
  await builtService();
  upstream = await startUpstream({ tenants: TENANTS, jobs: () => [] });
  service = await ServiceProcess.start({ file: fileWith(clientEntry('first', 'canary-key-1')) });
});
afterAll(() => Promise.all([service.close(), upstream.close()]));

async function statusFor(key: string): Promise<number> {
  return (await fetch(`${service.url}/v1/jobs?${DAY}`, { headers: { 'x-api-key': key } })).status;
}

describe('SIGHUP', () => {
  it('takes over a new client, and lets the one go that is no longer there', async () => {
    expect([await statusFor('canary-key-1'), await statusFor('canary-key-2')]).toEqual([200, 401]);
    service.writeConfig(fileWith(clientEntry('second', 'canary-key-2')));
    service.signal('SIGHUP');
    await service.line('config_reloaded');
    expect([await statusFor('canary-key-1'), await statusFor('canary-key-2')]).toEqual([401, 200]);
    // An unchanged connection keeps its token.
    expect(upstream.tokenRequests).toBe(2);
  });

  it('refuses a file with faults as a whole, says which, and shows no secret', async () => {
    service.writeConfig({
      ...fileWith(clientEntry('third', 'canary-key-3'), {
        name: 'x',
        apiKeySha256: ['canary-hash'],
        organizations: ['*'],
      }),
      extra: 1,
    });
    service.signal('SIGHUP');
    const { faults } = await service.line('config_rejected');
    expect(JSON.stringify(faults)).toContain('clients[1].apiKeySha256');
    expect([await statusFor('canary-key-2'), await statusFor('canary-key-3')]).toEqual([200, 401]);
    expect(service.stdout).not.toContain('canary');
  });

  it('survives a file that is no YAML, and takes the next good one', async () => {
    service.writeConfig('{ broken');
    service.signal('SIGHUP');
    await expect.poll(() => service.lines.filter(({ code }) => code === 'config_rejected')).toHaveLength(2);
    service.writeConfig(fileWith(clientEntry('fourth', 'canary-key-4')));
    service.signal('SIGHUP');
    await expect.poll(() => service.lines.filter(({ code }) => code === 'config_reloaded')).toHaveLength(2);
    expect(await statusFor('canary-key-4')).toBe(200);
  });
});
