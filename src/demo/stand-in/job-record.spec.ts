import { describe, expect, it } from 'vitest';

import { JobHistory } from './job-history.js';
import { jobRecord } from './job-record.js';
import { plantJob } from './stand-in-job.js';

const NOW_MS = Date.parse('2026-11-20T12:00:00.000Z');
const ORGANIZATION = { id: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f', name: 'Contoso Sales' };
const RUNNING = plantJob(NOW_MS - 1000);

function recordsOf(shape: 'earlier' | 'current' | 'wrapped') {
  const history = new JobHistory('seed', NOW_MS).jobsOf(
    { ...ORGANIZATION, personality: 'severalADay' },
    NOW_MS,
  );
  return history.map((job) => ({ job, record: jobRecord(job, ORGANIZATION, { shape, nowMs: NOW_MS }) }));
}

describe('jobRecord', () => {
  it('has every documented field, with totals that are the sum of their parts', () => {
    const job = plantJob(NOW_MS - 3_600_000, {
      finishMs: NOW_MS,
      outcome: 'finishedWithException',
      entities: { successful: 5, failed: 1, skipped: 2, warning: 3 },
      records: { successful: 50, failed: 10, skipped: 20, warning: 30 },
    });
    expect(jobRecord(job, ORGANIZATION, { shape: 'current', nowMs: NOW_MS })).toEqual({
      module: 'Customer Engagement',
      type: 1,
      jobId: job.jobId,
      startTime: expect.stringMatching(/^2026-11-20T11:00:00Z?$/),
      finishTime: expect.stringMatching(/^2026-11-20T12:00:00Z?$/),
      durationHours: 1,
      status: 7,
      successfulEntity: 5,
      failedEntity: 1,
      skippedEntity: 2,
      warningEntity: 3,
      totalEntity: 11,
      successfulRecord: 50,
      failedRecord: 10,
      skippedRecord: 20,
      warningRecord: 30,
      totalRecord: 110,
      backupSize: 180_832,
      organizationId: expect.stringMatching(/^69cb1ecc-f8e8-439b-8077-a4b7fd45e87f$/i),
      organizationName: 'Contoso Sales',
    });
  });

  it.each([
    [
      'earlier',
      { type: 'Backup', status: 'In progress', finishTime: '0001-01-01T00:00:00', durationHours: 0 },
    ],
    ['current', { type: 1, status: 2, finishTime: undefined, durationHours: undefined }],
    ['wrapped', { type: 1, status: 2, finishTime: null, durationHours: null }],
  ] as const)('says in the %s shape that a job is in progress', (shape, expected) => {
    expect(jobRecord(RUNNING, ORGANIZATION, { shape, nowMs: NOW_MS })).toMatchObject({
      ...expected,
      backupSize: 0,
    });
  });

  it.each([
    ['earlier', '0001-01-01T00:00:00'],
    ['current', undefined],
    ['wrapped', null],
  ] as const)('leaves the start of some jobs in progress open in the %s shape', (shape, absent) => {
    const starts = Array.from({ length: 200 }, (_, index) => plantJob(NOW_MS - index)).map(
      (job) => jobRecord(job, ORGANIZATION, { shape, nowMs: NOW_MS })['startTime'],
    );
    const open = starts.filter((start) => start === absent).length;
    expect(open).toBeGreaterThan(5);
    expect(open).toBeLessThan(60);
  });

  it('writes times with 0 to 7 fractional digits, with and without Z, and never another millisecond', () => {
    const records = recordsOf('current').filter(({ record }) => typeof record['startTime'] === 'string');
    const parts = records.map(({ record }) =>
      /^[\d-]+T[\d:]+(?:\.(\d+))?(Z)?$/.exec(String(record['startTime'])),
    );
    expect(new Set(parts.map((part) => part?.[1]?.length ?? 0))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7]));
    expect(new Set(parts.map((part) => part?.[2]))).toEqual(new Set(['Z', undefined]));
    for (const { job, record } of records) {
      const [seconds = '', digits = ''] = String(record['startTime']).replace('Z', '').split('.');
      const milliseconds = Number(`0.${digits}`) * 1000;
      expect(Date.parse(`${seconds}Z`) + Math.round(milliseconds)).toBe(job.startMs);
      expect(Date.parse(`${seconds}Z`) + Math.floor(milliseconds + 0.000_01)).toBe(job.startMs);
    }
  });

  it('writes the organization id in either letter case', () => {
    const ids = new Set(recordsOf('earlier').map(({ record }) => record['organizationId']));
    expect(ids).toEqual(new Set([ORGANIZATION.id, ORGANIZATION.id.toUpperCase()]));
  });

  it('replaces or leaves out the fields a test asks for', () => {
    const odd = plantJob(NOW_MS - 90_000, { fields: { status: 'Paused', jobId: undefined } });
    const record = jobRecord(odd, ORGANIZATION, { shape: 'current', nowMs: NOW_MS });
    expect(JSON.parse(JSON.stringify(record))).toMatchObject({ status: 'Paused', type: 1 });
    expect(JSON.stringify(record)).not.toContain('jobId');
  });
});
