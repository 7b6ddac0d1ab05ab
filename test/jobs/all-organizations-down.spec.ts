import { afterEach, beforeEach, expect, it } from 'vitest';

import { answerWith, hang, resetAfter } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import { CARE, RETAIL, SALES, startWorld, tenantOf, type World } from './world.js';

let world: World;
beforeEach(async () => {
  const tenants = [
    tenantOf({ organizations: [SALES, CARE] }),
    tenantOf({ name: 'fabrikam', contract: 'post', organizations: [RETAIL] }),
  ];
  world = await startWorld({ tenants, environment: { UPSTREAM_TIMEOUT_SECONDS: '1.5' } });
});
afterEach(() => world.close());

it.each<[string, FaultResponder, number, string]>([
  ['fails', answerWith({ status: 500 }), 502, 'upstream-unavailable'],
  ['resets', resetAfter(), 502, 'upstream-unavailable'],
  ['throttles', answerWith({ status: 429 }), 503, 'upstream-throttled'],
  ['hangs', hang(), 504, 'upstream-timeout'],
])(
  'answers with a problem, never with an empty list, when the upstream %s for all',
  async (_how, respond, status, code) => {
    for (const match of ['get', 'post'] as const)
      world.upstream.faults.next({ match, respond, times: Infinity });
    const paths = ['/v1/jobs', '/v1/jobs/DCIB2026112009000000000000', '/v1/organizations'];
    const answers = await Promise.all(paths.map((path) => world.service.get(path)));
    for (const [index, answer] of answers.entries()) {
      const path = paths[index];
      expect([path, answer.status]).toEqual([path, status]);
      const { type, sources } = answer.body as {
        type: string;
        sources: { organizationId: string; state: string }[];
      };
      expect([path, type]).toEqual([path, `/problems/${code}`]);
      expect(sources.map(({ organizationId, state }) => [organizationId, state])).toEqual([
        [RETAIL.id, 'failed'],
        [SALES.id, 'failed'],
        [CARE.id, 'failed'],
      ]);
    }
  },
);

it('still answers for the other connection when one identity service refuses', async () => {
  world.upstream.replaceSecrets('client-of-contoso', ['another']);
  const { sources, data } = await world.list('/v1/jobs');
  expect(sources.map(({ organizationId, state, error }) => [organizationId, state, error?.type])).toEqual([
    [RETAIL.id, 'live', undefined],
    [SALES.id, 'failed', '/problems/upstream-unauthorized'],
    [CARE.id, 'failed', '/problems/upstream-unauthorized'],
  ]);
  expect(data.length).toBeGreaterThan(0);
});
