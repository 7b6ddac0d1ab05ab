import { afterAll, beforeAll, expect, it } from 'vitest';

import { clientEntry, KEY } from '../support/service.js';
import { DAY, startWorld, threeJobs, type World, type WorldOptions } from './small-world.js';

const PATH = `/v1/jobs?${DAY}`;
const SALES_KEY = 'key-of-sales';
let world: World;

/** The jobs of the small world, with letters that take more than a byte. */
const jobs: NonNullable<WorldOptions['jobs']> = (organization) =>
  threeJobs(organization).map((job) => Object.assign(job, { module: 'Ö€ Engagement' }));

beforeAll(async () => {
  world = await startWorld({
    jobs,
    clients: [clientEntry('all', KEY), clientEntry('sales', SALES_KEY, ['sales'])],
  });
});
afterAll(() => world.close());

it('an answer that is kept is the one that was made, to the byte', async () => {
  await world.service.get(PATH);
  const made = await world.service.get(PATH);
  const kept = await world.service.get(PATH);
  expect(kept.text).toBe(made.text);
  expect(kept.text).toContain('Ö€ Engagement');
  expect(kept.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(kept.headers['content-length']).toBe(String(Buffer.byteLength(made.text)));
  const {
    'x-request-id': _id,
    date: _date,
    ratelimit: _rate,
    'server-timing': _time,
    ...rest
  } = kept.headers;
  expect(made.headers).toMatchObject(rest);
  expect(kept.headers['server-timing']).toMatch(/^cache;dur=\d+\.\d, upstream;dur=0\.0;desc="0 calls"$/);
});

it('what one caller is answered again is not what another may see', async () => {
  await world.service.get(PATH);
  await world.service.get(PATH);
  const { body } = await world.service.get(PATH, { key: SALES_KEY });
  expect(body.sources).toHaveLength(1);
  expect(body.sources[0].organizationName).toBe('Sales');
});
