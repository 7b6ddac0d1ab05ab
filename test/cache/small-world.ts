import type { StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import type { StandIn, StandInOptions } from '../../src/demo/stand-in/stand-in.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';
import { FakeClock } from '../support/fake-clock.js';
import { startService, type Service } from '../support/service.js';
import { connectionEntries, NOW_MS, startUpstream } from '../support/upstream.js';

const HOUR_MS = 3_600_000;

/** A whole day that ends now: a window that is the same whenever it is asked. */
export const DAY = 'from=2026-11-19T12:00:00Z&to=2026-11-20T12:00:00Z';
export const WEEK = 'from=2026-11-13T12:00:00Z&to=2026-11-20T12:00:00Z';

export const SALES = '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f';
export const CARE = 'b3a7c2d4-1e5f-4a60-9c8b-7d2e4f6a8b10';
/** Version 0 and variant 0: no RFC 9562 UUID. */
export const SERVICE = '4d8f9a21-77c3-0e12-05b6-3c9d1f2e8a47';

const tenant = (name: string, organizations: StandInTenant['organizations']): StandInTenant => ({
  name,
  contract: 'get',
  clients: [{ clientId: `app-of-${name}`, secrets: [`canary-secret-of-${name}`] }],
  organizations,
});

/** Two connections; every organization has three jobs, and so takes one call. */
export const TENANTS: readonly StandInTenant[] = [
  tenant('contoso', [
    { id: SALES, name: 'Sales' },
    { id: CARE, name: 'Care' },
  ]),
  tenant('fabrikam', [{ id: SERVICE, name: 'Service' }]),
];

/** One of each outcome, an hour apart. The start is in the id, and differs from organization to organization. */
export function threeJobs({ id }: { readonly id: string }): StandInJob[] {
  const offsetMs = Number.parseInt(id.slice(0, 4), 16);
  return (['finished', 'failed', 'finishedWithException'] as const).map((outcome, index) =>
    plantJob(NOW_MS - (index + 1) * HOUR_MS + offsetMs, { outcome }),
  );
}

export interface World {
  readonly upstream: StandIn;
  readonly service: Service;
  readonly clock: FakeClock;
  close(): Promise<void>;
}

export interface WorldOptions extends Partial<Pick<StandInOptions, 'jobs' | 'tenants'>> {
  readonly environment?: Readonly<Record<string, string>>;
  readonly clients?: readonly object[];
  readonly webhooks?: readonly object[];
}

/** The service in front of a small upstream, both on a clock that stands still; nothing stale unless asked for. */
export async function startWorld({
  environment = {},
  clients,
  webhooks = [],
  jobs = threeJobs,
  tenants = TENANTS,
}: WorldOptions = {}): Promise<World> {
  const clock = new FakeClock();
  const upstream = await startUpstream({ clock, tenants, jobs });
  const file = {
    connections: connectionEntries(upstream, tenants),
    webhooks,
    ...(clients === undefined ? {} : { clients }),
  };
  const service = await startService({
    file,
    // Nobody looks in the background: every call of the upstream is one that a test asked for.
    environment: { CACHE_STALE_SECONDS: '0', METRICS_POLL_SECONDS: '0', ...environment },
    clock,
  });
  const close = async (): Promise<void> => {
    await service.close();
    await upstream.close();
  };
  return { upstream, service, clock, close };
}
