import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { problemIn } from '../errors/problem-document.js';
import { clientEntry, KEY } from '../support/service.js';
import { CARE, DAY, SALES, startWorld, WEEK, type World } from '../cache/small-world.js';

const OWN = 'key-of-care';
let world: World;
beforeAll(async () => {
  world = await startWorld({ clients: [clientEntry('all', KEY), clientEntry('care', OWN, [CARE])] });
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.advance(3_600_000);
  world.upstream.reset();
});

const summary = (query: string) => world.service.get(`/v1/jobs/summary?${query}`);

describe('the parameters of a summary', () => {
  it('are those of the list, so that its address becomes that of the count', async () => {
    const query = `${DAY}&type=backup&status=finished,failed`;
    const list = await world.service.get(`/v1/jobs?${query}&sort=organizationName&pageSize=1&page=2`);
    const counted = await summary(`${query}&sort=organizationName&pageSize=1&page=2`);
    const { window } = counted.body;
    expect(counted.body).toMatchObject({ totalJobs: list.body.page.totalItems, window: list.body.window });
    const { nextCursor } = list.body.page;
    const byCursor = await summary(`cursor=${nextCursor}`);
    expect(byCursor.body).toMatchObject({ totalJobs: 9, window });
  });

  it.each([
    ['bad=1', ['bad']],
    ['format=csv', ['format']],
    ['page=0&type=x&pageSize=201', ['type', 'page', 'pageSize']],
    ['cursor=x', ['cursor']],
    ['from=2026-11-20&to=2026-11-19', ['from']],
    ['from=2025-01-01&to=2026-11-19', ['from']],
    ['sort=startTime&sort=startTime', ['sort']],
  ])('%s are refused, each by its name', async (query, names) => {
    const answer = await summary(query);
    expect(problemIn(answer)).toBe('400 validation-failed');
    expect(answer.body.errors.map(({ parameter }: { parameter: string }) => parameter).toSorted()).toEqual(
      names.toSorted(),
    );
    expect(world.upstream.jobRequests).toBe(0);
  });
});

describe('a caller of the summary', () => {
  it('has only their own organizations counted, also when another caller has warmed the copies', async () => {
    const all = await summary(DAY);
    expect(all.body.totalJobs).toBe(9);
    const own = await world.service.get(`/v1/jobs/summary?${DAY}`, { key: OWN });
    expect(own.body).toMatchObject({
      totalJobs: 3,
      byOrganization: [{ organizationId: CARE }],
      sources: [{ organizationId: CARE }],
    });
    expect(JSON.stringify(own.body)).not.toContain(SALES);
  });

  it('gets for an organization of others the 404 of one that nobody has', async () => {
    const nobodys = '00000000-0000-0000-0000-000000000001';
    const answers = [SALES, 'sales', nobodys].map((id) =>
      world.service.get(`/v1/jobs/summary?organizationId=${id}`, { key: OWN }),
    );
    for (const answer of await Promise.all(answers))
      expect(problemIn(answer)).toBe('404 organization-not-found');
    expect(world.upstream.jobRequests).toBe(0);
  });
});

describe('a summary that is asked again', () => {
  it('is the same 304 whatever its age, and costs the upstream nothing while its copies are fresh', async () => {
    const first = await summary(WEEK);
    const tag = String(first.headers['etag']);
    world.clock.advance(10_000);
    const again = await world.service.get(`/v1/jobs/summary?${WEEK}`, { headers: { 'if-none-match': tag } });
    expect({ status: again.status, text: again.text }).toEqual({ status: 304, text: '' });
    expect(again.headers).toMatchObject({
      etag: tag,
      age: '10',
      'cache-control': 'private, max-age=50',
      'cache-status': 'bff; hit; ttl=50',
    });
    expect(world.upstream.jobRequests).toBe(3);
  });

  it('has another tag when it counts other jobs', async () => {
    const tags = await Promise.all(
      [DAY, `${DAY}&status=failed`, WEEK].map(async (query) => (await summary(query)).headers['etag']),
    );
    expect(new Set(tags).size).toBe(3);
  });

  it('is not mixed up with the list of the same selection', async () => {
    await world.service.get(`/v1/jobs?${DAY}`);
    await summary(DAY);
    const [list, counted] = [await world.service.get(`/v1/jobs?${DAY}`), await summary(DAY)];
    expect(list.body).toHaveProperty('data');
    expect(counted.body).toHaveProperty('totalJobs');
    expect(counted.headers['cache-status']).toMatch(/^bff; hit/);
  });
});
