import { afterAll, beforeAll, expect, it } from 'vitest';

import { startWorld, type World } from './world.js';

let world: World;
let cursor: string;
beforeAll(async () => {
  world = await startWorld();
  cursor = String((await world.list('/v1/jobs?pageSize=1')).page.nextCursor);
  world.upstream.reset();
});
afterAll(() => world.close());

it.each<[string, () => string, string[]]>([
  ['a cursor with another order', () => `?cursor=${cursor}&sort=startTime`, ['cursor']],
  ['a cursor and a page', () => `?cursor=${cursor}&page=2`, ['page']],
  ['a cursor with both', () => `?cursor=${cursor}&page=2&sort=startTime`, ['page', 'cursor']],
  ['a cursor that is none', () => '?cursor=W10', ['cursor']],
  ['a window that ends before it begins', () => '?from=2026-11-20&to=2026-11-19', ['from']],
  ['a window without length', () => '?from=2026-11-20&to=2026-11-20', ['from']],
  ['a window of 367 days', () => '?from=2025-11-18&to=2026-11-20', ['from']],
  ['a window that begins before all calendars', () => '?to=0001-01-02', ['from']],
  ['a window that ends after all calendars', () => '?from=9999-12-30&to=9999-12-31T23:59:59.999Z', ['to']],
  [
    'every fault at once',
    () => '?type=x&status=&from=2026-02-30&page=0&pageSize=201&sort=id&x=1',
    ['x', 'type', 'status', 'from', 'page', 'pageSize', 'sort'],
  ],
  [
    'an unknown one beside a window that cannot be',
    () => '?x=1&from=2026-11-20&to=2026-11-19',
    ['x', 'from'],
  ],
  [
    'an unknown one beside a page that cannot be',
    () => `?x=1&status=y&cursor=${cursor}&page=2`,
    ['x', 'status', 'page'],
  ],
  [
    'a single one that is repeated',
    () => '?page=1&page=1&allowPartial=true&allowPartial=true',
    ['page', 'allowPartial'],
  ],
  [
    'names of the language',
    () => '?__proto__=1&constructor=2&toString=3',
    ['__proto__', 'constructor', 'toString'],
  ],
  ['an encoded zero', () => '?organizationId=%00&type=backup%00', ['organizationId', 'type']],
])('answers %s with a 400 that names each, and asks nobody', async (_what, queryOf, parameters) => {
  const { status, body } = await world.service.get(`/v1/jobs${queryOf()}`);
  expect(status).toBe(400);
  const { type, errors } = body as { type: string; errors: { parameter: string; message: string }[] };
  expect(type).toBe('/problems/validation-failed');
  expect(errors.map(({ parameter }) => parameter).toSorted()).toEqual(parameters.toSorted());
  expect(errors.every(({ message }) => message.length > 5)).toBe(true);
  expect(world.upstream.received).toEqual([]);
});

it.each([
  ['/v1/organizations/sales/jobs?organizationId=sales', 'organizationId'],
  ['/v1/organizations?page=1', 'page'],
  ['/v1/jobs/DCIB2022081903124382222110?sort=startTime', 'sort'],
  ['/v1/jobs/%20?', 'jobId'],
  [`/v1/jobs/${'x'.repeat(201)}`, 'jobId'],
  ['/v1/jobs/%C3%BC', 'jobId'],
  ['/v1/jobs/x?organizationId=sales,care', 'organizationId'],
])('answers %s with a 400 that names %s', async (path, parameter) => {
  const { status, body } = await world.service.get(path);
  expect(status).toBe(400);
  expect(body).toMatchObject({ errors: [{ parameter }] });
  expect(world.upstream.received).toEqual([]);
});

it.each([
  '/v1/jobs?organizationId=nobody',
  '/v1/organizations/nobody/jobs',
  '/v1/organizations/%00/jobs',
  '/v1/jobs/x?organizationId=nobody',
])('answers %s with the 404 of an organization', async (path) => {
  const { status, body } = await world.service.get(path);
  expect(status).toBe(404);
  expect(body).toMatchObject({ type: '/problems/organization-not-found' });
  expect(world.upstream.received).toEqual([]);
});
