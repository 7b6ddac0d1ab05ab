import { closeSync, existsSync, openSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { expectConnectionsTo } from '../support/no-unexpected-connections.js';
import { clientEntry } from '../support/service.js';
import { builtService } from './built-service.js';
import { freePort } from './free-port.js';
import { ServiceProcess } from './service-process.js';

const FILE = {
  connections: [
    {
      name: 'contoso',
      dataCenter: 'us',
      environment: 'commercial',
      clientId: 'app',
      clientSecret: 'canary-client-secret',
      organizations: [{ id: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f' }],
    },
  ],
  clients: [clientEntry('a', 'k')],
};
let service: ServiceProcess;

beforeAll(() => builtService());
afterEach(() => service.close());

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

/** Each of these writes a line of the log. */
async function answersMany(url: string): Promise<void> {
  for (let request = 0; request < 50; request += 1) expect(await statusOf(`${url}/nowhere`)).toBe(404);
  expect(await statusOf(`${url}/health/ready`)).toBe(200);
}

async function exitAfterSignal(): Promise<number | null> {
  service.signal('SIGTERM');
  return await service.exit();
}

describe('a log that cannot be written', () => {
  it('because nobody reads the pipe any more, ends nothing', async () => {
    const started = await ServiceProcess.start({ file: FILE });
    service = started;
    await answersMany(started.url);
    service.closeLog();
    await answersMany(started.url);
    expect(await exitAfterSignal()).toBe(0);
    expect(service.stderr).toBe('');
  });

  it.skipIf(!existsSync('/dev/full'))('because the disk is full, ends nothing', async () => {
    const port = await freePort();
    const full = openSync('/dev/full', 'w');
    service = await ServiceProcess.launch({ file: FILE, environment: { PORT: String(port) }, stdout: full });
    closeSync(full);
    expectConnectionsTo(port);
    const url = `http://127.0.0.1:${port}`;
    await expect.poll(() => statusOf(`${url}/health/ready`).catch(() => 0), { timeout: 40_000 }).toBe(200);
    await answersMany(url);
    expect(await exitAfterSignal()).toBe(0);
    expect(service.stderr).toBe('');
  });
});
