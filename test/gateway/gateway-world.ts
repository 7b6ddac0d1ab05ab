import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { SALES, TENANTS, threeJobs } from '../cache/small-world.js';
import { clientEntry, KEY, startService, type Service } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';
import { GATEWAY_SECRET, Nginx } from './nginx.js';

export interface GatewayWorld {
  readonly nginx: Nginx;
  readonly upstream: StandIn;
  readonly replicas: readonly [Service, Service];
  /** What both replicas logged of the requests they answered. */
  requestLines(): Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
}

/** `all` comes with a key; `reporting` sees one organization, and is who the certificate of the caller names. */
const CLIENTS = [clientEntry('all', KEY), clientEntry('reporting', 'key-of-reporting', [SALES])];

const ENVIRONMENT = {
  AUTH_MODES: 'apiKey,gateway',
  GATEWAY_SECRET,
  TRUST_PROXY: '127.0.0.1',
  CONSOLE_ENABLED: 'false',
};

/** nginx in front of two replicas as it is committed, and a small upstream. */
export async function startGatewayWorld(
  environment: Readonly<Record<string, string>> = {},
  changes: Readonly<Record<string, string>> = {},
): Promise<GatewayWorld> {
  const upstream = await startUpstream({ tenants: TENANTS, jobs: threeJobs });
  const start = (): Promise<Service> =>
    startService({
      file: { connections: connectionEntries(upstream, TENANTS), clients: CLIENTS },
      environment: { ...ENVIRONMENT, ...environment },
    });
  const replicas: [Service, Service] = [await start(), await start()];
  const [first, second] = replicas;
  const nginx = await Nginx.start({ ports: [portOf(first), portOf(second)], changes });
  const requestLines = (): Readonly<Record<string, unknown>>[] =>
    replicas.flatMap(({ logged }) => logged).filter(({ code }) => code === 'request');
  const close = async (): Promise<void> => {
    await nginx.close();
    await Promise.all([first.close(), second.close(), upstream.close()]);
  };
  return { nginx, upstream, replicas, requestLines, close };
}

function portOf({ url }: Service): number {
  return Number(new URL(url).port);
}
