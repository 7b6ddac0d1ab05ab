import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { startStandIn } from '../../src/demo/stand-in/stand-in.server.js';
import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { CLIENT_ID, CLIENT_SECRET } from '../programs/upstream-wish.js';
import type { Bench } from '../section.js';
import { timedGetOf } from '../timed-get.client.js';

type LoadSettings = typeof import('../../src/config/load-settings.js');
type HttpServer = typeof import('../../src/http-server.js');

const KEY = 'key-of-the-benchmark';
const ORGANIZATION = { id: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f', name: 'Sales' };
const CLIENT = { clientId: CLIENT_ID, secrets: [CLIENT_SECRET] };
const TENANT = {
  name: 'contoso',
  contract: 'get',
  clients: [CLIENT],
  organizations: [ORGANIZATION],
} as const;
const APART_MS = 720_000;
const DAY_MS = 86_400_000;

/** Nothing stale is shown, so that each look waits for its own calls, and they can be told apart. */
const ENVIRONMENT = {
  CONFIG_FILE: 'bench.json',
  CACHE_STALE_SECONDS: '0',
  METRICS_POLL_SECONDS: '0',
  REQUESTS_PER_MINUTE: '1000000',
};

const quiet = { log: ignore, error: ignore, warn: ignore };

/** Nobody reads it. */
function ignore(): void {}

/** The service and its upstream in this process, on a clock that is moved by hand: only calls are counted, no time. */
export async function startBoard(days: number, bench: Bench) {
  const clock = new FakeClock();
  const upstream = await startStandIn({
    tenants: [TENANT],
    port: 0,
    seed: 'bench',
    now: () => clock.wallMs(),
    jobs: allJobs(days, clock.wallMs()),
  });
  const { loadSettings, createHttpServer } = await compiled(bench);
  const settings = loadSettings({ environment: ENVIRONMENT, readFile: () => configuration(upstream) });
  const app = await createHttpServer({ settings, logger: quiet, clock });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();

  return {
    clock,
    /** Looks at the last milliseconds; how many calls that took. */
    async look(lengthMs: number): Promise<number> {
      const before = upstream.jobRequests;
      const from = new Date(clock.wallMs() - lengthMs).toISOString();
      await timedGetOf(`${url}/v1/jobs?from=${from}`, { 'x-api-key': KEY });
      return upstream.jobRequests - before;
    },
    close: () => Promise.all([app.close(), upstream.close()]),
  };
}

/** Parts of the compiled service. */
async function compiled({ service }: Bench) {
  const load = (file: string): Promise<unknown> => import(pathToFileURL(join(service, file)).href);
  const { loadSettings } = (await load('config/load-settings.js')) as LoadSettings;
  const { createHttpServer } = (await load('http-server.js')) as HttpServer;
  return { loadSettings, createHttpServer };
}

/** From before the board's beginning until two days ahead; those that have not begun are not told of. */
function allJobs(days: number, nowMs: number) {
  const beginningMs = nowMs - (days + 1) * DAY_MS;
  const jobs = Array.from({ length: ((days + 3) * DAY_MS) / APART_MS }, (_, index) =>
    plantJob(beginningMs + index * APART_MS),
  ).toReversed();
  return () => jobs;
}

function configuration({ url, tokenUrl }: { url: string; tokenUrl: string }): Buffer {
  const place = { name: 'contoso', baseUrl: url, tokenUrl, contract: 'get' };
  const proof = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  const apiKeySha256 = [createHash('sha256').update(KEY).digest('hex')];
  const clients = [{ name: 'board', apiKeySha256, organizations: ['*'], permissions: ['jobs:read'] }];
  return Buffer.from(
    JSON.stringify({ connections: [{ ...place, ...proof, organizations: [ORGANIZATION] }], clients }),
  );
}
