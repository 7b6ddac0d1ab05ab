import { afterAll, beforeAll, expect, it } from 'vitest';

import { linksOf } from './page-walks.js';
import { CARE, SALES, startWorld, tenantOf, type World } from './world.js';

let world: World;
beforeAll(
  async () => void (world = await startWorld({ tenants: [tenantOf({ organizations: [SALES, CARE] })] })),
);
afterAll(() => world.close());

const SAME = [SALES.id, SALES.id.toUpperCase(), `%7B${SALES.id}%7D`, 'sales', 'SALES'];
const QUERIES = [
  '',
  'type=backup&sort=backupSizeBytes&pageSize=3&page=2',
  'status=finished&from=2026-11-01&to=2026-11-10',
];

it.each(SAME.flatMap((name) => QUERIES.map((query) => [name, query])))(
  'jobs of the organization %s with "%s" are those that the list shows for it',
  async (name, query) => {
    const byParameter = await world.list(`/v1/jobs?${query}&organizationId=${SALES.id}`);
    const calls = world.upstream.jobRequests;
    const byPath = await world.list(`/v1/organizations/${name}/jobs?${query}`);
    expect(world.upstream.jobRequests).toBe(calls);
    expect(byPath).toEqual({
      ...byParameter,
      sources: byParameter.sources.map((source) => Object.assign(source, { state: 'cached' })),
    });
    expect(byPath.data.length).toBeGreaterThan(0);
  },
);

it('links to its own path, without the organization as a parameter', async () => {
  const { headers, body } = await world.service.get('/v1/organizations/SALES/jobs?pageSize=2');
  const next = linksOf(headers['link'] as string).get('next') ?? '';
  expect(next).toMatch(/^\/v1\/organizations\/SALES\/jobs\?/);
  expect(next).not.toContain('organizationId');
  const second = await world.list(next);
  expect(second.page.number).toBe(2);
  expect(second.data).not.toEqual((body as { data: unknown }).data);
});

it('asks only the organization of the path', async () => {
  world.upstream.reset();
  await world.list('/v1/organizations/care/jobs?from=2026-10-30&to=2026-10-31');
  expect(world.upstream.received.map(({ query }) => query.get('organizationId'))).toEqual([CARE.id]);
});
