import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { DAY, SALES, startWorld, WEEK, type World } from './small-world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.advance(3_600_000);
  world.upstream.reset();
});

/** The organizations that were asked, each as often as it was. */
const asked = (): number => world.upstream.jobRequests;

describe('a window that was read before', () => {
  it.each([
    ['the same request', `/v1/jobs?${DAY}`],
    ['another status', `/v1/jobs?${DAY}&status=failed`],
    ['another type', `/v1/jobs?${DAY}&type=restore,dryRun`],
    ['another order', `/v1/jobs?${DAY}&sort=backupSizeBytes`],
    ['another page', `/v1/jobs?${DAY}&pageSize=1&page=2`],
    ['one organization by id', `/v1/jobs?${DAY}&organizationId=${SALES}`],
    ['one organization by path', `/v1/organizations/sales/jobs?${DAY}`],
    ['no partial answers', `/v1/jobs?${DAY}&allowPartial=false`],
    [
      'the same window in another offset',
      '/v1/jobs?from=2026-11-19T14:00:00%2B02:00&to=2026-11-20T14:00:00%2B02:00',
    ],
    ['a window that differs by seconds only', '/v1/jobs?from=2026-11-19T12:00:59Z&to=2026-11-20T11:59:01Z'],
  ])('answers %s without asking upstream', async (_what, path) => {
    await world.service.get(`/v1/jobs?${DAY}`);
    expect(asked()).toBe(3);
    const { body, headers } = await world.service.get(path);
    expect(asked()).toBe(3);
    expect(headers['cache-status']).toBe('bff; hit; ttl=60');
    expect(body.sources.map(({ state }: { state: string }) => state)).not.toContain('live');
  });

  it('answers one of its jobs without asking upstream', async () => {
    const { body } = await world.service.get(`/v1/jobs?${DAY}&organizationId=${SALES}`);
    expect(asked()).toBe(1);
    const id = body.data[0].id as string;
    const found = await world.service.get(`/v1/jobs/${id}?organizationId=sales`);
    expect(found.body.data).toEqual(body.data[0]);
    expect(asked()).toBe(1);
  });

  it('does not answer another window', async () => {
    await world.service.get(`/v1/jobs?${DAY}`);
    await world.service.get(`/v1/jobs?${WEEK}`);
    expect(asked()).toBe(6);
  });

  it('is asked again for the organizations that were not in it, and only for those', async () => {
    await world.service.get(`/v1/jobs?${DAY}&organizationId=sales`);
    const { headers } = await world.service.get(`/v1/jobs?${DAY}`);
    expect(asked()).toBe(3);
    expect(headers['cache-status']).toBe('bff; fwd=miss');
  });
});

describe('freshness', () => {
  it('ends by the clock, not before', async () => {
    await world.service.get(`/v1/jobs?${DAY}`);
    world.clock.advance(59_999);
    expect((await world.service.get(`/v1/jobs?${DAY}`)).headers['cache-status']).toBe('bff; hit; ttl=0');
    expect(asked()).toBe(3);
    world.clock.advance(1);
    expect((await world.service.get(`/v1/jobs?${DAY}`)).headers['cache-status']).toBe('bff; fwd=miss');
    expect(asked()).toBe(6);
  });

  it('of a job that was found ends too', async () => {
    const { body } = await world.service.get(`/v1/jobs?${DAY}&organizationId=sales`);
    world.clock.advance(60_000);
    await world.service.get(`/v1/jobs/${body.data[0].id as string}?organizationId=sales`);
    expect(asked()).toBe(2);
  });
});
