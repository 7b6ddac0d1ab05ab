import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { expectedJobs } from '../jobs/expected-jobs.js';
import { PLANTED, TENANTS } from '../jobs/planted-jobs.js';
import { selections, toQuery } from '../jobs/random-selections.js';
import { startWorld, type World } from '../jobs/world.js';
import { plantedIn } from '../support/upstream.js';
import { download } from './download.js';
import { parseTable } from './parse-csv.js';

const RUNS = 80;
/** Far above what the runs take, for a machine that does other things too. */
const TIMEOUT_MS = 600_000;

let world: World;
beforeAll(async () => {
  const environment = { UPSTREAM_PAGE_SIZE: '1000', MAX_WINDOW_DAYS: '60' };
  const connection = { contract: 'auto' };
  world = await startWorld({ tenants: TENANTS, jobs: plantedIn(PLANTED), connection, environment });
});
afterAll(() => world.close());

it(
  'has for any selection, whatever its page, all that a plain filter and sort over all jobs have',
  { timeout: TIMEOUT_MS },
  async () => {
    const property = fc.asyncProperty(selections, fc.integer({ min: 1, max: 3 }), async (selection, page) => {
      const { status, isWhole, text } = await download(
        `${world.service.url}/v1/jobs/export?${toQuery(selection)}&page=${page}`,
      );
      expect({ status, isWhole }).toEqual({ status: 200, isWhole: true });
      const places = parseTable(text).map(({ organizationId, id }) => `${organizationId} ${id}`);
      expect(places).toEqual(expectedJobs(selection, world.clock.wallMs()));
    });
    await fc.assert(property, { numRuns: RUNS, ...seedOf(process.env['FAST_CHECK_SEED']) });
  },
);

function seedOf(text: string | undefined): { seed?: number } {
  return text === undefined ? {} : { seed: Number(text) };
}
