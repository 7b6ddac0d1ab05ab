import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';

import { demoTenants } from '../../src/demo/stand-in/demo-tenants.js';
import { builtService } from '../process/built-service.js';
import { expectConnectionsTo } from '../support/no-unexpected-connections.js';
import { DEPLOY } from './promtool.js';

const { services } = parse(readFileSync(join(DEPLOY, 'compose.yaml'), 'utf8')) as {
  services: Record<string, { command?: string[] }>;
};
const BUILD_MS = 120_000;

let folder: string;

beforeAll(async () => {
  folder = await builtService();
}, BUILD_MS);

const ended: Promise<unknown>[] = [];
afterAll(() => Promise.all(ended));

it(
  'starts the stand-in and no service with the command of compose.yaml, and ends it on SIGTERM',
  async () => {
    const [node, main = '', role = ''] = services['demo-upstream']?.command ?? [];
    expect(node).toBe('node');
    const program = join(folder, main.replace(/^dist\//, ''));
    const child = spawn(process.execPath, [program, role, '0'], {
      env: {},
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(child, 'exit');
    ended.push(exit);
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line.toString())?.[0] ?? '';
      expectConnectionsTo(Number(new URL(url).port));
      const { clientId = '', secrets = [] } = demoTenants()[0].clients[0] ?? {};
      const form = {
        grant_type: 'client_credentials',
        scope: 'dynamics.readwrite.all',
        client_id: clientId,
        client_secret: secrets[0] ?? '',
      };
      const answer = await fetch(`${url}/connect/token`, { method: 'POST', body: new URLSearchParams(form) });
      expect(answer.status).toBe(200);
      expect((await fetch(`${url}/health/live`)).status).toBe(404);
    } finally {
      child.kill('SIGTERM');
    }
    expect(await exit).toEqual([0, null]);
  },
  BUILD_MS,
);
