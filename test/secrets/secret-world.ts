import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import { plantJob, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';
import { AUDIENCE, ISSUER } from '../auth/token-world.js';
import { signingKey, startKeyService, type KeyService, type SigningKey } from '../auth/key-service.js';
import { CARE, SALES, SERVICE } from '../cache/small-world.js';
import { ServiceProcess } from '../process/service-process.js';
import { startRedis, type RedisServer } from '../support/redis-server.js';
import { clientEntry } from '../support/service.js';
import { startUpstream } from '../support/upstream.js';
import { toPfx } from '../tokens/certificates.js';
import { CERTIFICATE, PLANTED } from './planted.js';

const HOUR_MS = 3_600_000;

/** Three tenants, one for each way of proving who we are. */
const TENANTS: readonly StandInTenant[] = [
  {
    name: 'contoso',
    organizations: [{ id: SALES, name: 'Sales' }],
    clients: [{ clientId: PLANTED.clientId, secrets: [PLANTED.clientSecret, PLANTED.olderClientSecret] }],
  },
  {
    name: 'fabrikam',
    organizations: [{ id: SERVICE, name: 'Service' }],
    clients: [{ clientId: PLANTED.otherClientId, secrets: [PLANTED.clientSecretInFile] }],
  },
  {
    name: 'northwind',
    contract: 'post',
    organizations: [{ id: CARE, name: 'Care' }],
    clients: [{ clientId: 'app-of-northwind', certificatesPem: [CERTIFICATE.certificatePem] }],
  },
];

export interface SecretWorld {
  readonly service: ServiceProcess & { readonly url: string };
  readonly upstream: StandIn;
  readonly redis: RedisServer;
  readonly key: SigningKey;
  readonly keys: KeyService;
  /** What the stand-in makes of a secret and the service must not show: tokens, as they came in. */
  readonly tokens: Set<string>;
  /** Messages that receivers got. */
  readonly messages: string[];
  /** From now on the upstream, or its identity service, answers like this; without one, as it should. */
  misbehave(respond?: FaultResponder, route?: 'upstream' | 'identity'): void;
  /** A backup that failed just now. */
  failJob(): void;
  close(): Promise<void>;
}

/** The service as an operator runs it, in its own process, with a secret in every place that has one. */
export async function startSecretWorld(): Promise<SecretWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'));
  const jobs: StandInJob[] = [1, 2, 3].map((hours) => plantJob(Date.now() - hours * HOUR_MS));
  const upstream = await startUpstream({ tenants: TENANTS, jobs: () => jobs, now: Date.now });
  const redis = await startRedis(['--requirepass', PLANTED.redisPassword]);
  const key = await signingKey('first');
  const keys = await startKeyService(key.jwk);
  const messages: string[] = [];
  const receiver = createServer((request, response) => {
    messages.push(request.url ?? '');
    response.writeHead(messages.length % 2 === 0 ? 200 : 500).end(PLANTED.webhookAnswer);
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as AddressInfo;
  const service = await ServiceProcess.start({
    file: configuration(upstream, folder, `http://127.0.0.1:${port}/`),
    environment: { ...variables(redis, keys), NODE_OPTIONS: `--import=${bugIn(folder)}` },
  });
  const tokens = new Set<string>();
  return {
    service,
    upstream,
    redis,
    key,
    keys,
    tokens,
    messages,
    misbehave: (respond, route = 'upstream') => misbehave(upstream, { respond, route, tokens }),
    failJob: () => void jobs.push(plantJob(Date.now() - 90_000, { outcome: 'failed' })),
    close: async () => {
      await service.close();
      receiver.close();
      receiver.closeAllConnections();
      await Promise.all([upstream.close(), redis.close(), keys.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}

interface Misbehaviour {
  readonly respond: FaultResponder | undefined;
  readonly route: 'upstream' | 'identity';
  readonly tokens: Set<string>;
}

function misbehave(upstream: StandIn, { respond, route, tokens }: Misbehaviour): void {
  upstream.faults.clear();
  const onJobs: FaultResponder = (request, response) => {
    tokens.add((response.req.headers.authorization ?? '').replace('Bearer ', ''));
    return route === 'upstream' && respond !== undefined ? respond(request, response) : 'continue';
  };
  for (const match of ['get', 'post'] as const)
    upstream.faults.next({ match, times: Infinity, respond: onJobs });
  if (route === 'upstream' || respond === undefined) return;
  upstream.faults.next({ match: 'token', times: Infinity, respond });
}

/** A program that strikes at SIGUSR2 with an error of the kind that libraries throw. */
function bugIn(folder: string): string {
  const file = join(folder, 'bug.mjs');
  const error = `Object.assign(new Error(${JSON.stringify(PLANTED.bug)}), { config: { headers: { authorization: ${JSON.stringify(PLANTED.bug)} } } })`;
  writeFileSync(file, `process.on('SIGUSR2', () => { throw ${error}; });`);
  return file;
}

function variables(redis: RedisServer, keys: KeyService): Record<string, string> {
  const proxy = `http://user:${encodeURIComponent(PLANTED.proxyPassword)}@127.0.0.1:9`;
  return {
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    http_proxy: proxy,
    AWS_SECRET_ACCESS_KEY: PLANTED.unrelated,
    AUTH_MODES: 'apiKey,jwt,gateway',
    GATEWAY_SECRET: PLANTED.gatewaySecret,
    JWT_ISSUER: ISSUER,
    JWT_AUDIENCE: AUDIENCE,
    JWT_JWKS_URL: keys.url,
    REDIS_URL: `redis://:${encodeURIComponent(PLANTED.redisPassword)}@127.0.0.1:${redis.port}`,
    LOG_LEVEL: 'trace',
    UPSTREAM_RETRIES: '0',
    UPSTREAM_TIMEOUT_SECONDS: '2',
    EVENTS_POLL_SECONDS: '0.3',
    METRICS_POLL_SECONDS: '1',
    SHUTDOWN_SECONDS: '1',
    REQUESTS_PER_MINUTE: '5000',
  };
}

function configuration(upstream: StandIn, folder: string, receiver: string): object {
  const place = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const [contoso, fabrikam, northwind] = TENANTS.map(({ name, clients, organizations }) => ({
    name,
    baseUrl: upstream.url,
    tokenUrl: upstream.tokenUrl,
    clientId: clients[0]!.clientId,
    organizations: organizations.map(({ id, name: alias }) => ({ id, alias: alias.toLowerCase() })),
  }));
  const pfx = toPfx(CERTIFICATE, PLANTED.certificatePassword);
  return {
    connections: [
      { ...contoso, clientSecret: [PLANTED.clientSecret, PLANTED.olderClientSecret] },
      { ...fabrikam, clientSecretFile: place('secret', PLANTED.clientSecretInFile) },
      {
        ...northwind,
        contract: 'post',
        certificateFile: place('certificate.pfx', pfx),
        certificatePassword: PLANTED.certificatePassword,
      },
    ],
    clients: [
      {
        ...clientEntry('all', PLANTED.keyOfAll),
        jwtClientId: 'app-of-all',
        permissions: ['jobs:read', 'cache:purge', 'metrics:read'],
      },
      clientEntry('one', PLANTED.keyOfOne, ['sales']),
    ],
    webhooks: [
      {
        url: `${receiver}in?key=${PLANTED.webhookQuery}`,
        secret: PLANTED.webhookSecret,
        events: ['job.failed'],
        organizations: ['*'],
      },
    ],
  };
}
