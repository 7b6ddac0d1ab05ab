import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseOrganizationId } from '../organizations/organization.js';
import { JOB_STATUS_NAMES, JOB_TYPE_NAMES } from './job-vocabulary.js';
import type { ItemCounts, Job } from './job.js';
import { normalizeJob } from './normalize-job.js';

const id = parseOrganizationId('69cb1ecc-f8e8-439b-8077-a4b7fd45e87f');
if (id === undefined) throw new Error('expected a GUID');
const asked = { id, name: undefined };
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const likelyValue = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    'In progress',
    'dry run',
    '/Date(1660878763823+0200)/',
    '2022-08-19T03:12:43',
    '637964755638230000',
    2 ** 60,
  ),
  fc.double({ noNaN: true }),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.integer({ min: 0, max: 64 }),
);

const likelyRecord = fc.record(
  {
    jobId: fc.oneof(fc.string({ minLength: 1 }), likelyValue),
    organizationId: fc.oneof(fc.constantFrom(null, '', asked.id), likelyValue),
    organizationName: likelyValue,
    module: likelyValue,
    type: likelyValue,
    status: likelyValue,
    startTime: likelyValue,
    finishTime: likelyValue,
    durationHours: likelyValue,
    successfulEntity: likelyValue,
    totalRecord: likelyValue,
    backupSize: likelyValue,
  },
  { requiredKeys: [] },
);

function isTime(value: string | null): boolean {
  return value === null || (TIME.test(value) && new Date(value).toISOString() === value);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0);
}

function countsOf({ successful, failed, skipped, warning, total }: ItemCounts): number[] {
  return [successful, failed, skipped, warning, total];
}

function isName(value: string | null): boolean {
  return value === null || (value !== '' && value.length <= 200 && !/\p{Cc}/u.test(value));
}

function expectJob(job: Job): void {
  expect(job.id).toMatch(/^\P{Cc}{1,200}$/u);
  expect(['unknown', ...JOB_TYPE_NAMES]).toContain(job.type);
  expect(['unknown', ...JOB_STATUS_NAMES]).toContain(job.status);
  expect('upstreamType' in job).toBe(job.type === 'unknown');
  expect('upstreamStatus' in job).toBe(job.status === 'unknown');
  for (const original of [job.upstreamType, job.upstreamStatus])
    expect(typeof original === 'string' ? original.length : 0).toBeLessThanOrEqual(200);
  expect([job.startTime, job.finishTime].every(isTime)).toBe(true);
  const seconds = job.durationSeconds ?? 0;
  expect(seconds >= 0 && Math.round(seconds * 1000) / 1000 === seconds).toBe(true);
  const counts = [...countsOf(job.entities), ...countsOf(job.records), job.backupSizeBytes];
  expect(counts.every(isCount)).toBe(true);
  expect(isName(job.module) && isName(job.organization.name)).toBe(true);
  expect(job.organization.id).toBe(asked.id);
}

describe('normalizeJob, whatever comes', () => {
  it('never throws for a JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(['job', 'foreign', 'faulty']).toContain(normalizeJob(value, asked).kind);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives a whole Job that survives being written as JSON', () => {
    fc.assert(
      fc.property(likelyRecord, (record) => {
        const normalized = normalizeJob(record, asked);
        if (normalized.kind !== 'job') return;
        expectJob(normalized.job);
        expect(JSON.parse(JSON.stringify(normalized.job))).toEqual(normalized.job);
      }),
      { numRuns: 5000 },
    );
  });

  it('gives the same whatever the letter case of the names', () => {
    fc.assert(
      fc.property(likelyRecord, fc.infiniteStream(fc.boolean()), (record, isUpper) => {
        const recase = (name: string): string =>
          Array.from(name, (letter) =>
            isUpper.next().value ? letter.toUpperCase() : letter.toLowerCase(),
          ).join('');
        const recased = Object.fromEntries(
          Object.entries(record).map(([name, value]) => [recase(name), value]),
        );
        expect(normalizeJob(recased, asked)).toStrictEqual(normalizeJob(record, asked));
      }),
      { numRuns: 1000 },
    );
  });

  it('takes nothing from a prototype, its own or one named in the JSON', () => {
    const named: unknown = JSON.parse(
      '{"__proto__":{"jobId":"stolen","status":3},"constructor":{"jobId":"stolen"}}',
    );
    expect(normalizeJob(named, asked)).toStrictEqual({ kind: 'faulty' });
    expect(normalizeJob(Object.create({ jobid: 'stolen' }), asked)).toStrictEqual({ kind: 'faulty' });
    expect(({} as Record<string, unknown>)['jobId']).toBeUndefined();
  });
});
