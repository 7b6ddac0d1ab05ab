import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { answerWith, hang } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import { HELD_SECONDS, HeldDeadlines } from '../support/held-deadlines.js';
import { isAbout } from '../support/upstream.js';
import { CARE, SALES, startWorld, tenantOf, type World } from './world.js';

const deadlines = HeldDeadlines.forThisFile();
let world: World;
beforeAll(async () => {
  const environment = { UPSTREAM_TIMEOUT_SECONDS: HELD_SECONDS };
  world = await startWorld({ tenants: [tenantOf({ organizations: [SALES, CARE] })], environment });
});
beforeEach(() => {
  world.upstream.reset();
  world.clock.advance(61_000);
});
afterAll(() => world.close());

function failSales(respond: FaultResponder): void {
  world.upstream.faults.next({ match: 'get', when: isAbout(SALES.id), respond });
}

const throttle = answerWith({ status: 429, headers: { 'retry-after': '42' } });
const FAILURES: [string, FaultResponder, number, string, object][] = [
  ['fails', answerWith({ status: 500 }), 502, 'upstream-unavailable', {}],
  ['throttles', throttle, 503, 'upstream-throttled', { retryAfterSeconds: 42 }],
  ['hangs', deadlines.inVain(hang()), 504, 'upstream-timeout', {}],
];

describe.each(FAILURES)('an organization whose upstream %s', (_how, respond, status, code, retry) => {
  const error = { type: `/problems/${code}`, status, ...retry };

  it('is missing from an answer of 200 that says so', async () => {
    failSales(respond);
    const { data, sources, partial } = await world.list('/v1/jobs?pageSize=200');
    expect(partial).toBe(true);
    expect(sources).toMatchObject([
      {
        organizationId: SALES.id,
        organizationName: 'Sales',
        state: 'failed',
        fetchedAt: null,
        totalItems: null,
        error,
      },
      { organizationId: CARE.id, state: 'live', totalItems: data.length },
    ]);
    expect(new Set(data.map(({ organization }) => organization.id))).toEqual(new Set([CARE.id]));
  });

  it('fails the whole request with allowPartial=false, and its problem tells of all sources', async () => {
    failSales(respond);
    const answer = await world.service.get('/v1/jobs?allowPartial=false');
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      type: `/problems/${code}`,
      status,
      sources: [{ state: 'failed', error }, { state: 'live' }],
    });
    expect(answer.headers['retry-after']).toBe('retryAfterSeconds' in retry ? '42' : undefined);
  });

  it('fails a request for it alone', async () => {
    failSales(respond);
    const answer = await world.service.get('/v1/organizations/sales/jobs');
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ type: `/problems/${code}`, sources: [{ state: 'failed', error }] });
  });
});

it('is never kept: the next request asks for the missing organization alone', async () => {
  failSales(answerWith({ status: 500 }));
  const { headers } = await world.service.get('/v1/jobs');
  expect(headers['cache-control']).toBe('private, max-age=0');
  world.clock.advance(10_000);
  const { sources, partial } = await world.list('/v1/jobs');
  expect(sources).toMatchObject([{ state: 'live' }, { state: 'cached' }]);
  expect(partial).toBe(false);
  expect(world.upstream.jobRequests).toBe(3);
});
