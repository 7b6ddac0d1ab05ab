import type { SourceReport } from '../../src/aggregation/source.js';
import type { StandIn, StandInOptions } from '../../src/demo/stand-in/stand-in.js';
import type { StandInOrganization, StandInTenant } from '../../src/demo/stand-in/tenants.js';
import type { Job } from '../../src/jobs/job.js';
import { FakeClock } from '../support/fake-clock.js';
import { startService, type Call, type Service } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';

export const SALES: StandInOrganization = { id: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f', name: 'Sales' };
export const CARE: StandInOrganization = { id: 'b3a7c2d4-1e5f-4a60-9c8b-7d2e4f6a8b10', name: 'Care' };
export const RETAIL: StandInOrganization = { id: '1b7d3f95-e2a4-4c68-9d0f-8b6a4e2c5f73', name: 'Retail' };

export interface WorldOptions {
  readonly tenants?: readonly StandInTenant[];
  readonly jobs?: StandInOptions['jobs'];
  /** Members that every connection gets beside its own. */
  readonly connection?: object;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface JobList {
  readonly data: readonly Job[];
  readonly page: {
    number: number | null;
    size: number;
    totalItems: number;
    totalPages: number;
    nextCursor: string | null;
  };
  readonly window: { from: string; to: string };
  readonly sources: readonly SourceReport[];
  readonly partial: boolean;
}

/** The service and the upstream it asks, on one clock that stands still. */
export interface World {
  readonly upstream: StandIn;
  readonly service: Service;
  readonly clock: FakeClock;
  /** The body of an answer with status 200. */
  list(path: string, call?: Call): Promise<JobList>;
  close(): Promise<void>;
}

/** One tenant that speaks GET and has the organization Sales, unless told otherwise. */
export function tenantOf(changes: Partial<StandInTenant> = {}): StandInTenant {
  const name = changes.name ?? 'contoso';
  const clients = [{ clientId: `client-of-${name}`, secrets: [`secret-of-${name}`] }];
  return { name, contract: 'get', clients, organizations: [SALES], ...changes };
}

/** One look per question: no further attempts, nothing stale, and nobody else who asks. */
const PLAIN_ENVIRONMENT = {
  UPSTREAM_RETRIES: '0',
  CACHE_STALE_SECONDS: '0',
  METRICS_POLL_SECONDS: '0',
  REQUESTS_PER_MINUTE: '1000000',
};

export async function startWorld({
  tenants = [tenantOf()],
  jobs,
  connection,
  environment,
}: WorldOptions = {}): Promise<World> {
  const clock = new FakeClock();
  const upstream = await startUpstream({ clock, tenants, ...(jobs === undefined ? {} : { jobs }) });
  const connections = connectionEntries(upstream, tenants).map((entry) => Object.assign(entry, connection));
  const service = await startService({
    clock,
    file: { connections },
    environment: { ...PLAIN_ENVIRONMENT, ...environment },
  });
  return {
    upstream,
    service,
    clock,
    list: async (path, call) => {
      const { status, body } = await service.get(path, call);
      if (status !== 200) throw new Error(`${path} was answered with ${status}: ${JSON.stringify(body)}`);
      return body as JobList;
    },
    close: async () => {
      await service.close();
      await upstream.close();
    },
  };
}
