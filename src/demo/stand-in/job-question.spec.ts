import { describe, expect, it } from 'vitest';

import { selectJobs, type JobQuestion } from './job-question.js';
import { plantJob, type StandInJob } from './stand-in-job.js';
import type { RangeReading } from './tenants.js';

const NOW_MS = 1_000_000;
const ORGANIZATION = { id: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f', name: 'Contoso Sales' };
const ALL: JobQuestion = {
  pageIndex: 1,
  pageSize: 10,
  type: undefined,
  status: undefined,
  fromMs: 200_000,
  toMs: 400_000,
  organizationId: undefined,
};

/** The range is 200 to 400: the names say where start and finish lie. */
const JOBS = [
  plantJob(100_000, { jobId: 'before-before', finishMs: 199_999 }),
  plantJob(100_000, { jobId: 'before-inside', finishMs: 200_000 }),
  plantJob(200_000, { jobId: 'inside-inside', finishMs: 400_000, type: 'restore' }),
  plantJob(300_000, { jobId: 'inside-after', finishMs: 400_001, outcome: 'failed' }),
  plantJob(400_000, { jobId: 'inside-running', finishMs: NOW_MS + 1 }),
  plantJob(100_000, { jobId: 'before-after', finishMs: 500_000 }),
  plantJob(400_001, { jobId: 'after-after', finishMs: 500_000 }),
];

function idsOf(jobs: readonly StandInJob[], question: JobQuestion, reading: RangeReading): readonly string[] {
  const owned = jobs.map((job) => ({ job, organization: ORGANIZATION }));
  return selectJobs(owned, question, { reading, nowMs: NOW_MS }).map(({ job }) => job.jobId);
}

describe('selectJobs', () => {
  it.each<[RangeReading, readonly string[]]>([
    ['start', ['inside-running', 'inside-after', 'inside-inside']],
    ['finish', ['inside-inside', 'before-inside']],
    ['both', ['inside-running', 'inside-after', 'inside-inside', 'before-after', 'before-inside']],
    ['bothInside', ['inside-inside']],
  ])('compares the range with the job as a tenant that reads it as %s', (reading, expected) => {
    expect(idsOf(JOBS, ALL, reading)).toEqual(expected);
  });

  it('takes one type', () => {
    expect(idsOf(JOBS, { ...ALL, type: 'restore' }, 'start')).toEqual(['inside-inside']);
  });

  it('takes one status, as it stands now', () => {
    expect(idsOf(JOBS, { ...ALL, status: 'failed' }, 'start')).toEqual(['inside-after']);
    expect(idsOf(JOBS, { ...ALL, status: 'inProgress' }, 'start')).toEqual(['inside-running']);
  });

  it('orders jobs that start together by id, whatever order they come in', () => {
    const together = ['b', 'c', 'a'].map((jobId) => plantJob(300_000, { jobId }));
    expect(idsOf(together, ALL, 'start')).toEqual(['a', 'b', 'c']);
    expect(idsOf(together.toReversed(), ALL, 'start')).toEqual(['a', 'b', 'c']);
  });
});
