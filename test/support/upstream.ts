import { FakeClock } from './fake-clock.js';
import { expectConnectionsTo } from './no-unexpected-connections.js';
import { demoTenants } from '../../src/demo/stand-in/demo-tenants.js';
import type { ReceivedRequest } from '../../src/demo/stand-in/received-requests.js';
import type { StandIn, StandInOptions } from '../../src/demo/stand-in/stand-in.js';
import type { StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import { startStandIn } from '../../src/demo/stand-in/stand-in.server.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';

/** Noon of a day on which nothing changes between summer and winter time. */
export const NOW_MS = Date.parse('2026-11-20T12:00:00.000Z');

/** The stand-in of the demo, unless told otherwise, at a time that stands still. */
export async function startUpstream(
  options: Partial<StandInOptions> & { clock?: FakeClock } = {},
): Promise<StandIn> {
  const { clock, ...rest } = options;
  const standIn = await startStandIn({
    tenants: demoTenants(),
    port: 0,
    seed: 'test',
    anchorMs: NOW_MS,
    now: () => clock?.wallMs() ?? NOW_MS,
    ...rest,
  });
  expectConnectionsTo(standIn.port);
  return standIn;
}

/** The configuration's `connections` for tenants of a stand-in. */
export function connectionEntries(
  standIn: StandIn,
  tenants: readonly StandInTenant[] = demoTenants(),
): Record<string, unknown>[] {
  return tenants.map(({ name, clients: [client], organizations, contract = 'auto' }) => ({
    name,
    baseUrl: standIn.url,
    tokenUrl: standIn.tokenUrl,
    contract: contract === 'both' ? 'auto' : contract,
    clientId: client?.clientId,
    clientSecret: client?.secrets?.[0],
    organizations: organizations.map((organization) => ({
      id: organization.id,
      name: organization.name,
      alias: organization.name.toLowerCase().replaceAll(' ', '-'),
    })),
  }));
}

/** What the upstream was asked about jobs, oldest first: the query of a GET, the body of a POST. */
export function questionsTo({ received }: StandIn): Record<string, unknown>[] {
  return received
    .filter(({ route }) => route === 'get' || route === 'post')
    .map(({ route, query, body }) =>
      route === 'get' ? Object.fromEntries(query) : (body as Record<string, unknown>),
    );
}

/** Narrows a fault to the questions about one organization. */
export function isAbout(id: string): (request: ReceivedRequest) => boolean {
  return ({ query, body }) =>
    (query.get('organizationId') ?? (body as { organizationId?: string }).organizationId) === id;
}

/** Jobs by the id of their organization, as the stand-in takes them. */
export function plantedIn(
  jobs: Readonly<Record<string, readonly StandInJob[]>>,
): NonNullable<StandInOptions['jobs']> {
  return ({ id }) => jobs[id] ?? [];
}
