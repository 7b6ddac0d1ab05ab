import { Agent } from 'node:https';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { DAY, TENANTS, threeJobs } from '../cache/small-world.js';
import { freePort } from '../process/free-port.js';
import { ServiceProcess } from '../process/service-process.js';
import { clientEntry, KEY } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';
import { isNginxMissing, Nginx } from './nginx.js';
import { through } from './through.js';

/** All 20,000 take a minute, and a machine of its own: where the project is judged, and where it is asked for. */
const REQUESTS = Number(process.env['GATEWAY_REQUESTS'] ?? (process.env['CI'] ? 20_000 : 2_000));
const AT_ONCE = 16;
const PATHS = [`/v1/jobs?${DAY}`, `/v1/jobs?${DAY}&status=failed`, '/v1/organizations'];
const CLIENTS = [{ ...clientEntry('all', KEY), requestsPerMinute: 1_000_000 }];

let upstream: StandIn;
let ports: [number, number];
let replicas: [ServiceProcess, ServiceProcess];
let nginx: Nginx;

function startReplica(port: number): Promise<ServiceProcess> {
  const file = { connections: connectionEntries(upstream, TENANTS), clients: CLIENTS };
  const environment = { PORT: String(port), TRUST_PROXY: '127.0.0.1', CONSOLE_ENABLED: 'false' };
  return ServiceProcess.start({ file, environment });
}

/** Callers who go on until all is asked, and until the replica that was restarted has answered again. */
class Callers {
  readonly failures: string[] = [];
  asked = 0;
  /** How many were answered while one replica was away. */
  whileAway = 0;
  isAway = false;
  private readonly quarter = Promise.withResolvers<void>();
  /** When a quarter of the requests has been made. */
  readonly wellUnderWay = this.quarter.promise;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

  constructor(private readonly isEnough: () => boolean) {}

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.askOn()));
    this.agent.destroy();
  }

  private async askOn(): Promise<void> {
    while (this.asked < REQUESTS || !this.isEnough()) {
      if (this.asked >= REQUESTS / 4) this.quarter.resolve();
      const path = PATHS[(this.asked += 1) % PATHS.length] ?? '';
      const options = { headers: { 'x-api-key': KEY }, agent: this.agent };
      // oxlint-disable-next-line no-await-in-loop -- Each caller asks one thing after the other.
      const outcome = await through(nginx, path, options).then(
        ({ status, text }) => (status === 200 ? undefined : `${status}: ${text}`),
        (error: Error) => error.message,
      );
      if (outcome !== undefined) this.failures.push(`${path}: ${outcome}`);
      else if (this.isAway) this.whileAway += 1;
    }
  }
}

/** Stops one replica the way an orchestrator does, and starts it again where it was. */
async function restart(callers: Callers): Promise<void> {
  await callers.wellUnderWay;
  callers.isAway = true;
  replicas[0].signal('SIGTERM');
  expect(await replicas[0].exit()).toBe(0);
  await replicas[0].close();
  replicas[0] = await startReplica(ports[0]);
  callers.isAway = false;
}

describe.skipIf(isNginxMissing)('while one of two replicas is restarted', () => {
  beforeAll(async () => {
    upstream = await startUpstream({ tenants: TENANTS, jobs: threeJobs });
    ports = [await freePort(), await freePort()];
    replicas = [await startReplica(ports[0]), await startReplica(ports[1])];
    nginx = await Nginx.start({ ports });
  }, 240_000);
  afterAll(async () => {
    await nginx.close();
    await Promise.all([...replicas.map((replica) => replica.close()), upstream.close()]);
  });

  it('no caller of the gateway sees an error', async () => {
    const first = replicas[0];
    const callers = new Callers(
      () => replicas[0] !== first && replicas[0].stdout.includes('"code":"request"'),
    );
    const begunMs = performance.now();
    await Promise.all([callers.run(), restart(callers)]);
    const seconds = ((performance.now() - begunMs) / 1_000).toFixed(1);
    process.stdout.write(
      `through the gateway: ${callers.asked} requests in ${seconds} s, ` +
        `${callers.whileAway} of them while a replica was away, ${callers.failures.length} failed\n`,
    );
    expect(callers.failures).toEqual([]);
    expect(callers.asked).toBeGreaterThanOrEqual(REQUESTS);
    expect(callers.whileAway).toBeGreaterThan(AT_ONCE);
  }, 1_800_000);
});
