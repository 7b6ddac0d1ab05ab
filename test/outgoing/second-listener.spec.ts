import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { DAY, TENANTS } from '../cache/small-world.js';
import { builtService } from '../process/built-service.js';
import { ServiceProcess } from '../process/service-process.js';
import { clientEntry } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';

const KEY = 'key-of-a-caller';
let upstream: StandIn;
let stranger: Server;
let strangerUrl: string;
let connections = 0;

beforeAll(async () => {
  await builtService();
  upstream = await startUpstream({ tenants: TENANTS });
  stranger = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await once(stranger.listen(0, '127.0.0.1'), 'listening');
  strangerUrl = `http://127.0.0.1:${(stranger.address() as { port: number }).port}`;
});
afterAll(async () => {
  stranger.close();
  await upstream.close();
});

/** Every way of naming a proxy that Node.js or a library of ours has ever listened to. */
const proxies = (): Record<string, string> =>
  Object.fromEntries([
    ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'npm_config_proxy', 'npm_config_https_proxy']
      .flatMap((name) => [name, name.toLowerCase()])
      .map((name) => [name, strangerUrl]),
    ['NODE_USE_ENV_PROXY', '1'],
  ]);

async function statusOf(service: { readonly url: string }): Promise<number> {
  return (await fetch(`${service.url}/v1/jobs?${DAY}`, { headers: { 'x-api-key': KEY } })).status;
}

it('asks nobody but the configured upstream, whatever proxies its environment names and wherever answers point', async () => {
  const file = { connections: connectionEntries(upstream, TENANTS), clients: [clientEntry('a', KEY)] };
  const environment = { CACHE_FRESH_SECONDS: '0', CACHE_STALE_SECONDS: '0', ...proxies() };
  const service = await ServiceProcess.start({ file, environment });
  try {
    expect(await statusOf(service)).toBe(200);
    expect(upstream.jobRequests).toBe(3);

    const away = { location: `${strangerUrl}/dynamicsbackup/jobs` };
    for (const status of [301, 302, 303, 307, 308]) {
      upstream.faults.next({ match: 'get', respond: answerWith({ status, headers: away }), times: Infinity });
      expect(await statusOf(service)).toBe(502);
      upstream.faults.clear();
    }
    const page = JSON.stringify({ nextLink: away.location, jobs: [{ jobId: 'A', type: 1, status: 3 }] });
    upstream.faults.next({ match: 'get', respond: answerWith({ status: 200, body: page }), times: Infinity });
    expect(await statusOf(service)).toBe(200);
    upstream.faults.clear();

    upstream.revokeTokens();
    upstream.faults.next({
      match: 'token',
      respond: answerWith({ status: 307, headers: away }),
      times: Infinity,
    });
    expect(await statusOf(service)).toBe(502);
    expect(connections).toBe(0);
    expect(upstream.received.filter(({ route }) => route === 'other')).toEqual([]);
  } finally {
    await service.close();
  }
}, 120_000);
