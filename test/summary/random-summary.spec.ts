import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Job } from '../../src/jobs/job.js';
import { ORGANIZATIONS, PLANTED, TENANTS } from '../jobs/planted-jobs.js';
import { selections, toQuery, type AskedSelection } from '../jobs/random-selections.js';
import { expectedJobs } from '../jobs/expected-jobs.js';
import { startWorld, type World } from '../jobs/world.js';
import { plantedIn } from '../support/upstream.js';
import { countedJobs, type Summary } from './counted-jobs.js';

const RUNS = 60;
/** Far above what the runs take, for a machine that does other things too. */
const TIMEOUT_MS = 600_000;

let world: World;
beforeAll(async () => {
  const environment = { UPSTREAM_PAGE_SIZE: '1000', MAX_WINDOW_DAYS: '60' };
  const connection = { contract: 'auto' };
  world = await startWorld({ tenants: TENANTS, jobs: plantedIn(PLANTED), connection, environment });
});
afterAll(() => world.close());

/** Every job of the selection, page by page. */
async function listed(query: string): Promise<Job[]> {
  const jobs: Job[] = [];
  for (let page = 1; ; page += 1) {
    const { data, page: told } = await world.list(`/v1/jobs?${query}&pageSize=200&page=${page}`);
    jobs.push(...data);
    if (page >= told.totalPages) return jobs;
  }
}

const queryOf = (selection: AskedSelection): string => toQuery(selection).replace(/(^|&)pageSize=\d+/, '');

it(
  'counts for any selection what a naive model counts of the listed jobs',
  { timeout: TIMEOUT_MS },
  async () => {
    const property = fc.asyncProperty(selections, async (selection) => {
      const query = queryOf(selection);
      const { status, body } = await world.service.get(`/v1/jobs/summary?${query}`);
      expect(status).toBe(200);
      const { sources, partial, ...counts } = body as Summary;
      const jobs = await listed(query);
      const asked = new Set(selection.organizations.map(({ id }) => id));
      const organizations = ORGANIZATIONS.filter(({ id }) => asked.size === 0 || asked.has(id));
      expect(counts).toEqual(countedJobs(jobs, organizations, counts.window));
      expect(counts.totalJobs).toBe(expectedJobs(selection, world.clock.wallMs()).length);
      expect({ partial, count: sources.length }).toEqual({ partial: false, count: organizations.length });
    });
    await fc.assert(property, { numRuns: RUNS, ...seedOf(process.env['FAST_CHECK_SEED']) });
  },
);

function seedOf(text: string | undefined): { seed?: number } {
  return text === undefined ? {} : { seed: Number(text) };
}
