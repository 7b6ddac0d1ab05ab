import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CARE, DAY, startWorld, type World } from '../cache/small-world.js';
import { clientEntry } from '../support/service.js';

/** A GUID of nobody. */
const NOBODY = '00000000-1111-2222-3333-444444444444';
const ID = 'the-same-request-id';
let world: World;

beforeAll(async () => {
  world = await startWorld({
    clients: [clientEntry('all', 'key-all'), clientEntry('sales', 'key-sales', ['sales'])],
  });
  // Another caller has filled every copy and answer there is to find.
  for (const path of [`/v1/jobs?${DAY}`, `/v1/organizations/care/jobs?${DAY}`, '/v1/organizations']) {
    // oxlint-disable-next-line no-await-in-loop -- Each in its turn.
    for (let times = 0; times < 2; times += 1) await world.service.get(path, { key: 'key-all' });
  }
  world.upstream.reset();
});
afterAll(() => world.close());

/** The ways to name an organization, each with one of others and one of nobody. */
const NAMES: readonly (readonly [string, string, string])[] = [
  ['by id', CARE, NOBODY],
  ['by alias', 'care', 'nope'],
  ['by alias in capitals', 'CARE', 'NOPE'],
  ['by id in capitals', CARE.toUpperCase(), NOBODY.toUpperCase()],
  ['by id in braces', `%7B${CARE}%7D`, `%7B${NOBODY}%7D`],
  ['behind one of the caller’s own', `sales,${CARE}`, `sales,${NOBODY}`],
  ['with one escaped letter', `%63are`, '%6eope'],
];

const ROUTES: readonly (readonly [string, (name: string) => string])[] = [
  ['jobs', (name) => `/v1/jobs?${DAY}&organizationId=${name}`],
  [
    'jobs, in a later page',
    (name) => `/v1/jobs?${DAY}&organizationId=${name}&page=7&pageSize=1&sort=startTime`,
  ],
  ['a job', (name) => `/v1/jobs/DCIB2026112011000000000000?organizationId=${name}`],
  ['its jobs', (name) => `/v1/organizations/${name}/jobs?${DAY}`],
];

const CASES = ROUTES.flatMap(([route, pathOf]) =>
  NAMES.map(([how, foreign, unknown]) => ({
    route,
    how,
    foreign: pathOf(foreign),
    unknown: pathOf(unknown),
  })),
);

/** Fields that differ for another reason: when it was asked, how long the caller's words are, how often it has asked. */
const OWN_FIELDS = new Set(['date', 'content-length', 'ratelimit']);
const fieldsOf = ({ headers }: { readonly headers: object }): object =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_FIELDS.has(name)));

describe('an organization of others', () => {
  it.each(CASES)(
    'asked for $route, named $how, is answered like one that does not exist',
    async ({ foreign, unknown }) => {
      const call = { key: 'key-sales', headers: { 'x-request-id': ID } };
      const [one, other] = [await world.service.get(foreign, call), await world.service.get(unknown, call)];
      expect(one.status).toBeGreaterThanOrEqual(400);
      expect(one.status).toBe(other.status);
      // The path is the caller's own words; the rest must not differ by a byte.
      const comparable = ({ text, body }: typeof one): string => text.replace(body.instance as string, '');
      expect(comparable(one)).toBe(comparable(other));
      expect(fieldsOf(one)).toEqual(fieldsOf(other));
      expect(world.upstream.received).toEqual([]);
    },
  );

  it('is a 404 with its own type, by id and by alias', async () => {
    for (const name of [CARE, 'care', NOBODY]) {
      // oxlint-disable-next-line no-await-in-loop -- Each in its turn.
      const answer = await world.service.get(`/v1/jobs?organizationId=${name}`, { key: 'key-sales' });
      expect(answer.status).toBe(404);
      expect(answer.body.type).toBe('/problems/organization-not-found');
      expect(answer.text).not.toContain(name);
    }
  });
});
