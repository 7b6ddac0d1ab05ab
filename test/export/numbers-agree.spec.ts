import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Job } from '../../src/jobs/job.js';
import { ORGANIZATIONS, PLANTED, TENANTS } from '../jobs/planted-jobs.js';
import { startWorld, type World } from '../jobs/world.js';
import { countedJobs, type Summary } from '../summary/counted-jobs.js';
import { plantedIn } from '../support/upstream.js';
import { plantJob, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import { download } from './download.js';

const STEP_MS = 5 * 60_000;
const STEPS = 12;
/** Far above what the steps take, for a machine that does other things too. */
const TIMEOUT_MS = 600_000;

/** Beside jobs that have been: some that begin and end while the test goes on. */
function jobsToCome(start: number): StandInJob[] {
  return Array.from({ length: 30 }, (_, index) =>
    plantJob(start + index * 117_000, {
      jobId: `to-come-${index}`,
      finishMs: start + index * 117_000 + 400_000,
      outcome: index % 3 === 0 ? 'failed' : 'finished',
      backupSizeBytes: index,
    }),
  );
}

let world: World;
beforeAll(async () => {
  const start = Date.parse('2026-11-20T12:00:00Z');
  const jobs = Object.fromEntries(
    Object.entries(PLANTED).map(([id, planted], index) => [
      id,
      index % 2 === 0 ? [...planted, ...jobsToCome(start)] : planted,
    ]),
  );
  const environment = { UPSTREAM_PAGE_SIZE: '1000' };
  world = await startWorld({
    tenants: TENANTS,
    jobs: plantedIn(jobs),
    connection: { contract: 'auto' },
    environment,
  });
});
afterAll(() => world.close());

async function exported(): Promise<Job[]> {
  const { text, isWhole } = await download(`${world.service.url}/v1/jobs/export?format=ndjson`);
  expect(isWhole).toBe(true);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Job);
}

const placesOf = (jobs: readonly Job[]): string[] =>
  jobs.map(({ id, organization }) => `${organization.id} ${id}`);

describe('list, summary and export', () => {
  it(
    'agree to the last number at every moment, while jobs begin and end',
    { timeout: TIMEOUT_MS },
    async () => {
      const seen = new Set<string>();
      for (let step = 0; step < STEPS; step += 1) {
        const list = await world.list('/v1/jobs?pageSize=200');
        const summary = (await world.service.get('/v1/jobs/summary')).body as Summary;
        const jobs = await exported();
        expect(placesOf(jobs.slice(0, 200))).toEqual(placesOf(list.data));
        expect(summary).toMatchObject(countedJobs(jobs, ORGANIZATIONS, list.window));
        expect([jobs.length, summary.totalJobs]).toEqual([list.page.totalItems, list.page.totalItems]);
        seen.add(JSON.stringify([summary.byStatus, summary.backupSizeBytes]));
        world.clock.advance(STEP_MS);
      }
      expect(seen.size).toBe(STEPS);
    },
  );
});
