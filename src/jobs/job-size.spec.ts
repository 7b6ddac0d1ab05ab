import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

import { parseOrganizationId, type OrganizationId } from '../organizations/organization.js';
import type { Job } from './job.js';
import { jobSizeBytes } from './job-size.js';
import { normalizeJob } from './normalize-job.js';

const ID = parseOrganizationId('69cb1ecc-f8e8-439b-8077-a4b7fd45e87f') as OrganizationId;
const COUNT = 20_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What an upstream answers for the job of that number: no two are alike. */
function record(index: number, words: string): Record<string, unknown> {
  const startMs = Date.UTC(2026, 0, 1) + index * 61_237;
  const hasEnded = index % 20 !== 0;
  return {
    module: `${words} ${index % 7}`,
    type: index % 50 === 0 ? 64 : 1,
    jobId: `DCIB${startMs}${index}`,
    startTime: new Date(startMs).toISOString(),
    ...(hasEnded
      ? { finishTime: new Date(startMs + 75_401).toISOString(), durationHours: 0.0209 + index / 1e7 }
      : {}),
    status: hasEnded ? 3 : 2,
    successfulEntity: index % 900,
    totalEntity: index % 1000,
    successfulRecord: index * 31,
    totalRecord: index * 37,
    backupSize: index * 1_234_567,
    organizationId: ID,
    organizationName: 'Contoso Sales',
  };
}

function normalized(name: string | undefined, words: string): Job[] {
  const text = JSON.stringify(Array.from({ length: COUNT }, (_, index) => record(index, words)));
  return (JSON.parse(text) as unknown[]).flatMap((each) => {
    const result = normalizeJob(each, { id: ID, name });
    return result.kind === 'job' ? [result.job] : [];
  });
}

function heapBytes(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** What the heap grows by for each job, and what is reckoned for it. */
function weigh(make: () => readonly Job[]): { readonly measured: number; readonly reckoned: number } {
  const before = heapBytes();
  const jobs = make();
  const measured = (heapBytes() - before) / COUNT;
  expect(jobs).toHaveLength(COUNT);
  return { measured, reckoned: jobs.reduce((bytes, job) => bytes + jobSizeBytes(job), 0) / COUNT };
}

describe('the size of a job', () => {
  it.each([
    ['as they came from upstream', () => normalized('Contoso Sales', 'Customer Engagement')],
    ['whose names came from upstream, too', () => normalized(undefined, 'Customer Engagement')],
    ['with long words', () => normalized('Sales', 'a module of which the name goes on and on '.repeat(4))],
  ])('is within a quarter of what the heap takes for jobs %s', (_, make) => {
    const { measured, reckoned } = weigh(make);
    expect(reckoned / measured, `${reckoned} for ${measured}`).toBeGreaterThan(0.75);
    expect(reckoned / measured, `${reckoned} for ${measured}`).toBeLessThan(1.25);
  });

  it('is within a quarter also for jobs that another replica left as text', () => {
    const text = JSON.stringify(normalized('Contoso Sales', 'Customer Engagement'));
    const { measured, reckoned } = weigh(() => JSON.parse(text) as Job[]);
    expect(reckoned / measured, `${reckoned} for ${measured}`).toBeGreaterThan(0.75);
    expect(reckoned / measured, `${reckoned} for ${measured}`).toBeLessThan(1.25);
  });
});
