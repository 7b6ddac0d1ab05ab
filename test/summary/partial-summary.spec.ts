import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { isAbout } from '../support/upstream.js';
import { CARE, SALES, startWorld, tenantOf, type World } from '../jobs/world.js';
import type { Summary } from './counted-jobs.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ tenants: [tenantOf({ organizations: [SALES, CARE] })] });
});
beforeEach(() => {
  world.upstream.reset();
  world.clock.advance(61_000);
});
afterAll(() => world.close());

function fail(...ids: readonly string[]): void {
  for (const id of ids)
    world.upstream.faults.next({ match: 'get', when: isAbout(id), respond: answerWith({ status: 500 }) });
}

describe('a summary without one of its organizations', () => {
  it('counts the others, gives the missing one no row, and says so', async () => {
    fail(SALES.id);
    const { status, body, headers } = await world.service.get('/v1/jobs/summary');
    const summary = body as Summary;
    expect(status).toBe(200);
    expect(summary.byOrganization.map(({ organizationId }) => organizationId)).toEqual([CARE.id]);
    expect(summary.totalJobs).toBe(summary.byOrganization[0]?.totalJobs);
    expect(summary).toMatchObject({
      partial: true,
      sources: [
        { organizationId: SALES.id, state: 'failed', totalItems: null, error: { status: 502 } },
        { organizationId: CARE.id, state: 'live', totalItems: summary.totalJobs },
      ],
    });
    expect(summary.totalJobs).toBeGreaterThan(0);
    expect(headers['cache-control']).toBe('private, max-age=0');
  });

  it('is refused with allowPartial=false', async () => {
    fail(SALES.id);
    const { status, body } = await world.service.get('/v1/jobs/summary?allowPartial=false');
    expect({ status, type: body.type }).toEqual({ status: 502, type: '/problems/upstream-unavailable' });
    expect(body.sources).toHaveLength(2);
  });

  it('is a failure, and no zeros, when it is without all of them', async () => {
    fail(SALES.id, CARE.id);
    const { status, body } = await world.service.get('/v1/jobs/summary');
    expect(status).toBe(502);
    expect(body).not.toHaveProperty('totalJobs');
  });
});
