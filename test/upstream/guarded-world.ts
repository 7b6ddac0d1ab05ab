import { expect } from 'vitest';

import { CARE, RETAIL, SALES, startWorld, tenantOf, type World, type WorldOptions } from '../jobs/world.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';

/** Two connections, `contoso` with two organizations and `fabrikam` with one. Nothing is answered from a copy. */
export async function startGuardedWorld(options: WorldOptions = {}): Promise<World> {
  const tenants = [
    tenantOf({ organizations: [SALES, CARE] }),
    tenantOf({ name: 'fabrikam', organizations: [RETAIL] }),
  ];
  const environment = { UPSTREAM_RETRIES: '2', CACHE_FRESH_SECONDS: '0', ...options.environment };
  return await startWorld({ tenants, ...options, environment });
}

/** Waits for a state that I/O brings about; the test's own time is the limit. */
export async function until(isReached: () => boolean): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- Each turn of the loop lets I/O go on.
  while (!isReached()) await new Promise((resolve) => setImmediate(resolve));
}

/** A fault that remembers how many timers ran while it was met: one more means that the service waits before it goes on. */
export function noticed(
  world: World,
  respond: FaultResponder,
): { readonly respond: FaultResponder; paused(): Promise<void> } {
  let timers = Infinity;
  return {
    respond: (request, response) => {
      timers = world.clock.pendingTimers;
      return respond(request, response);
    },
    paused: () => until(() => world.clock.pendingTimers > timers),
  };
}

export interface Outcome {
  readonly status: number;
  readonly type: string | undefined;
  readonly retryAfter: string | undefined;
}

/** Asks for the jobs of one organization. */
export async function outcomeOf(world: World, alias: string, query = ''): Promise<Outcome> {
  const { status, body, headers } = await world.service.get(`/v1/organizations/${alias}/jobs${query}`);
  return { status, type: (body as { type?: string }).type, retryAfter: headers['retry-after'] };
}

export const ANSWERED: Outcome = { status: 200, type: undefined, retryAfter: undefined };

/** Fails a connection's calls for good, without a retry, until its circuit is open. */
export async function openCircuit(world: World, respond: FaultResponder, alias = 'sales'): Promise<void> {
  world.upstream.faults.next({ match: 'get', respond, times: 5 });
  for (let call = 0; call < 5; call += 1) {
    // oxlint-disable-next-line no-await-in-loop -- Five failures in a row.
    expect((await outcomeOf(world, alias)).status).toBe(502);
  }
}
