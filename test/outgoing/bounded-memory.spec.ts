import { afterAll, beforeAll, expect, it } from 'vitest';

import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { DAY, TENANTS } from '../cache/small-world.js';
import { builtService } from '../process/built-service.js';
import { ServiceProcess } from '../process/service-process.js';
import { DEEP_JSON, ENDLESS, gzipBomb } from '../reliability/broken-answers.js';
import { clientEntry } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';

const KEY = 'key-of-a-caller';
const MOST_GROWTH_MEGABYTES = 50;
let upstream: StandIn;
let service: Awaited<ReturnType<typeof ServiceProcess.start>>;

beforeAll(async () => {
  await builtService();
  upstream = await startUpstream({ tenants: TENANTS });
  service = await ServiceProcess.start({
    file: { connections: connectionEntries(upstream, TENANTS), clients: [clientEntry('a', KEY)] },
    environment: { CACHE_FRESH_SECONDS: '0', CACHE_STALE_SECONDS: '0' },
  });
});
afterAll(async () => {
  await service.close();
  await upstream.close();
});

async function statusOf(): Promise<number> {
  return (await fetch(`${service.url}/v1/organizations/sales/jobs?${DAY}`, { headers: { 'x-api-key': KEY } }))
    .status;
}

const BOMBS: readonly (readonly [string, FaultResponder])[] = [
  ['a gzip bomb', gzipBomb()],
  ['a body without end', ENDLESS],
  ['JSON 10,000 deep', DEEP_JSON],
];

it.skipIf(process.platform !== 'linux').each(BOMBS)(
  'memory never grows by more than 50 MB for %s, with the limits as they are by default',
  async (_what, respond) => {
    for (let request = 0; request < 30; request += 1) expect(await statusOf()).toBe(200);
    const before = service.megabytesOf('VmRSS');
    upstream.faults.next({ match: 'get', respond, times: 3 });
    for (let request = 0; request < 3; request += 1) expect(await statusOf()).toBe(502);
    expect(service.megabytesOf('VmHWM') - before).toBeLessThan(MOST_GROWTH_MEGABYTES);
    expect(await statusOf()).toBe(200);
  },
  120_000,
);
