import { expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { NOW_MS, plantedIn, questionsTo } from '../support/upstream.js';
import { SALES, startWorld, tenantOf } from './world.js';

const JOBS = Array.from({ length: 12 }, (_, index) => plantJob(NOW_MS - (index + 1) * 60_000));

it.each([
  { asked: 100, cap: 100, pages: ['1×100'] },
  { asked: 12, cap: 100, pages: ['1×12'] },
  { asked: 7, cap: 100, pages: ['1×7', '2×7'] },
  { asked: 100, cap: 5, pages: ['1×100', '2×5', '3×5'] },
  { asked: 100, cap: 12, pages: ['1×100'] },
])(
  'asks pages of $asked, and of what the server gives instead: at most $cap',
  async ({ asked, cap, pages }) => {
    for (const answerShape of ['current', 'earlier'] as const) {
      // oxlint-disable-next-line no-await-in-loop -- One service at a time.
      const world = await startWorld({
        tenants: [tenantOf({ maxPageSize: cap, answerShape })],
        jobs: plantedIn({ [SALES.id]: JOBS }),
        environment: { UPSTREAM_PAGE_SIZE: String(asked) },
      });
      try {
        // oxlint-disable-next-line no-await-in-loop -- One service at a time.
        const { data, sources } = await world.list('/v1/jobs?pageSize=200');
        expect(data.map(({ id }) => id)).toEqual(JOBS.map(({ jobId }) => jobId));
        expect(sources[0]).not.toHaveProperty('error');
        const questions = questionsTo(world.upstream).map(
          ({ pageIndex, pageSize }) => `${String(pageIndex)}×${String(pageSize)}`,
        );
        expect(questions.toSorted()).toEqual(pages);
      } finally {
        // oxlint-disable-next-line no-await-in-loop -- One service at a time.
        await world.close();
      }
    }
  },
);
