import { describe, expect, it } from 'vitest';

import { jobOf, rowsOf } from '../../test/jobs/sample-jobs.js';
import { countDays } from './count-days.js';

const windowOf = (from: string, to: string) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) });
const datesOf = (from: string, to: string): string[] =>
  countDays([], windowOf(from, to)).map(({ date }) => date);
const totalsOf = (startTimes: readonly (string | null)[], from: string, to: string): number[] =>
  countDays([rowsOf(startTimes.map((startTime) => jobOf({ startTime })))], windowOf(from, to)).map(
    ({ totalJobs }) => totalJobs,
  );

describe('the days of a window', () => {
  it.each([
    ['2026-11-19T00:00Z', '2026-11-20T00:00Z', ['2026-11-19']],
    ['2026-11-19T00:00Z', '2026-11-20T00:01Z', ['2026-11-19', '2026-11-20']],
    ['2026-11-19T23:59Z', '2026-11-20T00:01Z', ['2026-11-19', '2026-11-20']],
    ['2026-11-19T08:00Z', '2026-11-19T08:01Z', ['2026-11-19']],
    ['1969-12-31T23:00Z', '1970-01-01T01:00Z', ['1969-12-31', '1970-01-01']],
    ['2024-02-28T12:00Z', '2024-03-01T12:00Z', ['2024-02-28', '2024-02-29', '2024-03-01']],
  ])('from %s to %s are %j', (from, to, dates) => {
    expect(datesOf(from, to)).toEqual(dates);
  });

  it('are 366 for the longest window that begins at midnight, and 367 for one that does not', () => {
    expect(datesOf('2025-11-19T00:00Z', '2026-11-20T00:00Z')).toHaveLength(366);
    const dates = datesOf('2025-11-19T12:00Z', '2026-11-20T12:00Z');
    expect(new Set(dates).size).toBe(367);
    expect([dates[0], dates.at(-1)]).toEqual(['2025-11-19', '2026-11-20']);
  });
});

describe('the jobs of a day', () => {
  it('are those that started on it, to the millisecond', () => {
    const starts = ['2026-11-18T23:59:59.999Z', '2026-11-19T00:00:00.000Z', '2026-11-19T23:59:59.999Z'];
    expect(totalsOf(starts, '2026-11-18T00:00Z', '2026-11-20T00:00Z')).toEqual([1, 2]);
  });

  it('count also where the window begins or ends within the day', () => {
    const starts = ['2026-11-18T01:00:00.000Z', '2026-11-19T23:00:00.000Z'];
    expect(totalsOf(starts, '2026-11-18T12:00Z', '2026-11-19T12:00Z')).toEqual([1, 1]);
  });

  it('are none without a start, and none of another day', () => {
    const starts = [null, '2026-11-17T23:59:59.999Z', '2026-11-20T00:00:00.000Z'];
    expect(totalsOf(starts, '2026-11-18T00:00Z', '2026-11-20T00:00Z')).toEqual([0, 0]);
  });

  it('are counted by outcome and size, zeros too', () => {
    const jobs = [
      jobOf({ status: 'failed', backupSizeBytes: 5 }),
      jobOf({ status: 'finished', backupSizeBytes: 7 }),
    ];
    expect(countDays([rowsOf(jobs)], windowOf('2026-11-19T00:00Z', '2026-11-21T00:00Z'))).toEqual([
      {
        date: '2026-11-19',
        totalJobs: 0,
        byStatus: { inProgress: 0, finished: 0, failed: 0, finishedWithException: 0, unknown: 0 },
        backupSizeBytes: 0,
      },
      {
        date: '2026-11-20',
        totalJobs: 2,
        byStatus: { inProgress: 0, finished: 1, failed: 1, finishedWithException: 0, unknown: 0 },
        backupSizeBytes: 12,
      },
    ]);
  });
});
