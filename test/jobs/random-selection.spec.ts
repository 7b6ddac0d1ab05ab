import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { plantedIn } from '../support/upstream.js';
import { expectedJobs } from './expected-jobs.js';
import { PLANTED, TENANTS } from './planted-jobs.js';
import { selections, toQuery, type AskedSelection } from './random-selections.js';
import { startWorld, type JobList, type World } from './world.js';

const RUNS = 320;

/** Far above what the runs take, for a machine that does other things too. */
const TIMEOUT_MS = 600_000;

let world: World;
beforeAll(async () => {
  const environment = { UPSTREAM_PAGE_SIZE: '1000', MAX_WINDOW_DAYS: '60' };
  world = await startWorld({
    tenants: TENANTS,
    jobs: plantedIn(PLANTED),
    connection: { contract: 'auto' },
    environment,
  });
});
afterAll(() => world.close());

const list = (selection: AskedSelection, position: string): Promise<JobList> =>
  world.list(`/v1/jobs?${toQuery(selection)}${position}`);
const idsOf = ({ data }: JobList): string[] => data.map(({ id, organization }) => `${organization.id} ${id}`);

it(
  'shows for any selection what a plain filter, sort and slice over all jobs show',
  { timeout: TIMEOUT_MS },
  async () => {
    const property = fc.asyncProperty(selections, fc.integer({ min: 1, max: 6 }), async (selection, page) => {
      const expected = expectedJobs(selection, world.clock.wallMs());
      const { pageSize } = selection;
      const shown = await list(selection, `&page=${page}`);
      expect(idsOf(shown)).toEqual(expected.slice((page - 1) * pageSize, page * pageSize));
      expect(shown.page).toMatchObject({
        number: page,
        totalItems: expected.length,
        totalPages: Math.ceil(expected.length / pageSize),
      });
      expect(
        shown.sources.map(({ totalItems }) => Number(totalItems)).reduce((sum, count) => sum + count, 0),
      ).toBe(expected.length);
      expect(shown.partial).toBe(false);
      await walkOn(selection, shown, expected.slice(page * pageSize));
    });
    await fc.assert(property, { numRuns: RUNS, ...seedOf(process.env['FAST_CHECK_SEED']) });
  },
);

/** Goes on by cursor for up to three pages, through the same copies or, now and then, new ones. */
async function walkOn(selection: AskedSelection, shown: JobList, expected: readonly string[]): Promise<void> {
  const { pageSize } = selection;
  let last = shown;
  let rest = expected;
  for (let step = 0; step < 3; step += 1) {
    expect(last.page.nextCursor === null).toBe(rest.length === 0);
    if (last.page.nextCursor === null) return;
    if (step === 1 && pageSize % 8 === 0) world.clock.advance(61_000);
    // oxlint-disable-next-line no-await-in-loop -- Only a page tells the next one's cursor.
    last = await list(selection, `&cursor=${last.page.nextCursor}`);
    expect(idsOf(last)).toEqual(rest.slice(0, pageSize));
    rest = rest.slice(pageSize);
  }
}

function seedOf(text: string | undefined): { seed?: number } {
  return text === undefined ? {} : { seed: Number(text) };
}
