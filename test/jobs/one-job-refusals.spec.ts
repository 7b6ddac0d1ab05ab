import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { isAbout, NOW_MS, plantedIn } from '../support/upstream.js';
import { CARE, SALES, startWorld, tenantOf, type World } from './world.js';

const ONE = plantJob(NOW_MS - 3_600_000);
const TWIN = plantJob(NOW_MS - 10_800_000);

let world: World;
beforeAll(async () => {
  const jobs = plantedIn({ [SALES.id]: [ONE, TWIN], [CARE.id]: [TWIN] });
  world = await startWorld({ tenants: [tenantOf({ organizations: [SALES, CARE] })], jobs });
});
beforeEach(() => {
  world.upstream.reset();
  world.clock.advance(120_000);
});
afterAll(() => world.close());

describe('an id that', () => {
  it('two organizations have is a 409, unless one is named', async () => {
    const { status, body } = await world.service.get(`/v1/jobs/${TWIN.jobId}`);
    expect(status).toBe(409);
    expect(body).toMatchObject({ type: '/problems/ambiguous-job' });
    const named = await world.service.get(`/v1/jobs/${TWIN.jobId}?organizationId=care`);
    expect(named.body).toMatchObject({ data: { organization: { id: CARE.id } } });
  });

  it.each(['DCIB2026112008000000000000', 'nothing', `${ONE.jobId}0`, ONE.jobId.toLowerCase()])(
    'nobody has is a 404: %s',
    async (jobId) => {
      const { status, body } = await world.service.get(`/v1/jobs/${jobId}`);
      expect(status).toBe(404);
      expect(body).toMatchObject({ type: '/problems/job-not-found' });
    },
  );

  it('one organization has is found although another one fails', async () => {
    world.upstream.faults.next({
      match: 'get',
      when: isAbout(CARE.id),
      respond: answerWith({ status: 500 }),
      times: 2,
    });
    expect((await world.service.get(`/v1/jobs/${ONE.jobId}`)).status).toBe(200);
    const missing = await world.service.get('/v1/jobs/nothing');
    expect(missing.status).toBe(502);
    expect(missing.body).toMatchObject({ sources: [{ state: 'live' }, { state: 'failed' }] });
  });
});
