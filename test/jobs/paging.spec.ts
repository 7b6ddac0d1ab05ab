import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { NOW_MS, plantedIn } from '../support/upstream.js';
import { linksOf, walkByCursor, walkByLink } from './page-walks.js';
import { CARE, SALES, startWorld, tenantOf, type World } from './world.js';

/** Pairs of jobs start together and are of one size, so that every order has ties. */
const jobsOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => {
    const startMs = NOW_MS - (1 + Math.floor(index / 2)) * 60_000;
    return plantJob(startMs, {
      jobId: `${name}-${String(index).padStart(2, '0')}`,
      backupSizeBytes: index % 3,
    });
  });
const JOBS = { [SALES.id]: jobsOf('sales', 12), [CARE.id]: jobsOf('care', 11) };

let world: World;
beforeAll(async () => {
  world = await startWorld({ tenants: [tenantOf({ organizations: [SALES, CARE] })], jobs: plantedIn(JOBS) });
});
afterAll(() => world.close());

const IDS = Object.values(JOBS)
  .flat()
  .map(({ jobId }) => jobId)
  .toSorted();

describe.each(['-startTime', 'startTime', '-backupSizeBytes', 'organizationName', 'finishTime'])(
  'in the order %s',
  (sort) => {
    it.each([1, 4, 23, 200])(
      'pages of %i show every job once, by link and by cursor alike',
      async (pageSize) => {
        const first = `/v1/jobs?sort=${sort}&pageSize=${pageSize}`;
        const whole = (await world.list(`/v1/jobs?sort=${sort}&pageSize=200`)).data.map(({ id }) => id);
        const byLink = await walkByLink(world, first);
        const byCursor = await walkByCursor(world, first);
        expect(whole.toSorted()).toEqual(IDS);
        expect(byLink.flat()).toEqual(whole);
        expect(byCursor).toEqual(byLink);
        expect(byLink).toHaveLength(Math.ceil(IDS.length / pageSize));
      },
    );
  },
);

it('puts the newest first, and jobs that start together by organization id, then job id', async () => {
  const { data } = await world.list('/v1/jobs?pageSize=4');
  expect(data.map(({ id }) => id)).toEqual(['sales-00', 'sales-01', 'care-00', 'care-01']);
});

/** The number of the page that each link of a page leads to. */
async function relations(page: number): Promise<Record<string, string | null>> {
  const { headers } = await world.service.get(`/v1/jobs?pageSize=10&page=${page}`);
  const links = [...linksOf(headers['link'] as string)];
  return Object.fromEntries(
    links.map(([name, path]) => [name, new URLSearchParams(path.split('?')[1]).get('page')]),
  );
}

it('links to the first, previous, next and last page, and beyond the last one back to it', async () => {
  expect(await relations(1)).toEqual({ first: '1', next: '2', last: '3' });
  expect(await relations(2)).toEqual({ first: '1', prev: '1', next: '3', last: '3' });
  expect(await relations(3)).toEqual({ first: '1', prev: '2', last: '3' });
  expect(await relations(9)).toEqual({ first: '1', prev: '3', last: '3' });
});

it('numbers its pages, and leaves the number out with a cursor', async () => {
  const byNumber = await world.list('/v1/jobs?pageSize=10&page=2');
  expect(byNumber.page).toMatchObject({ number: 2, size: 10, totalItems: 23, totalPages: 3 });
  const byCursor = await world.list(`/v1/jobs?pageSize=10&cursor=${byNumber.page.nextCursor}`);
  expect(byCursor.page).toEqual({ number: null, size: 10, totalItems: 23, totalPages: 3, nextCursor: null });
  expect(byCursor.data).toHaveLength(3);
  const beyond = await world.list('/v1/jobs?pageSize=10&page=4');
  expect(beyond.page).toMatchObject({ number: 4, totalItems: 23, nextCursor: null });
  expect(beyond.data).toEqual([]);
});

it('pages through a window of the greatest length, by link and by cursor, although it was rounded outward', async () => {
  const first = '/v1/jobs?pageSize=10&from=2025-11-19T12:00:30Z&to=2026-11-20T12:00:30Z';
  const byLink = await walkByLink(world, first);
  expect(byLink.flat().toSorted()).toEqual(IDS);
  const { page } = await world.list(first);
  const { data } = await world.list(`/v1/jobs?pageSize=10&cursor=${page.nextCursor}`);
  expect(data.map(({ id }) => id)).toEqual(byLink[1]);
});
