import { describe, expect, it } from 'vitest';

import { SALES } from '../../test/cache/cache-setup.js';
import { rowsOf } from '../../test/jobs/sample-jobs.js';
import type { Job } from '../jobs/job.js';
import { readBackups, type BackupReading } from './read-backups.js';

const NOW_MS = Date.parse('2026-11-20T12:00:00.000Z');
const NONE = { successful: 0, failed: 0, skipped: 0, warning: 0, total: 0 };

const jobOf = (changes: Partial<Job>): Job => ({
  id: 'job',
  type: 'backup',
  status: 'finished',
  module: null,
  startTime: '2026-11-20T10:00:00.000Z',
  finishTime: '2026-11-20T11:00:00.000Z',
  durationSeconds: 3600,
  entities: NONE,
  records: NONE,
  backupSizeBytes: 5,
  organization: { id: SALES.id, name: null },
  ...changes,
});

const read = (...jobs: Partial<Job>[]): BackupReading =>
  readBackups(
    {
      organization: SALES,
      contract: 'get',
      state: 'live',
      fetchedAtMs: 7,
      value: rowsOf(jobs.map(jobOf)),
      itemCount: jobs.length,
      organizationName: 'Sales',
      error: undefined,
    },
    NOW_MS,
  );

const countOf = (job: Partial<Job>): number => read(job).jobs.reduce((sum, { count }) => sum + count, 0);

describe('the last success', () => {
  it('is the backup that ended last, wherever it stands among the others', () => {
    const earlier = { finishTime: '2026-11-20T09:00:00.000Z', backupSizeBytes: 1 };
    const last = { finishTime: '2026-11-20T11:30:00.000Z', backupSizeBytes: 2, durationSeconds: null };
    const endedAtMs = Date.parse(last.finishTime);
    for (const jobs of [
      [earlier, last],
      [last, earlier],
    ])
      expect(read(...jobs).lastSuccess).toEqual({ endedAtMs, sizeBytes: 2, durationSeconds: null });
  });

  it('ended when it began, where nobody says when it ended, and never, where nobody says either', () => {
    expect(read({ finishTime: null }).lastSuccess?.endedAtMs).toBe(Date.parse('2026-11-20T10:00:00.000Z'));
    expect(read({ finishTime: null, startTime: null }).lastSuccess).toBeUndefined();
  });

  it.each([
    { type: 'restore' },
    { status: 'failed' },
    { status: 'finishedWithException' },
    { status: 'inProgress' },
  ] as const)('is not one that is %o', (change) => {
    expect(read(change).lastSuccess).toBeUndefined();
  });
});

describe('the jobs of the last day', () => {
  it.each([
    ['ended within it', { finishTime: '2026-11-19T12:00:00.000Z' }, 1],
    ['ended before it', { finishTime: '2026-11-19T11:59:59.999Z' }, 0],
    ['began before it and ended within it', { startTime: '2026-11-14T00:00:00.000Z' }, 1],
    ['began within it, with no end', { finishTime: null }, 1],
    [
      'run since last week',
      { status: 'inProgress', startTime: '2026-11-14T00:00:00.000Z', finishTime: null },
      1,
    ],
    ['have no times and have ended', { startTime: null, finishTime: null }, 0],
    ['have no times and run', { status: 'inProgress', startTime: null, finishTime: null }, 1],
  ] as const)('are those that %s', (_what, change, count) => {
    expect(countOf(change)).toBe(count);
  });

  it('have a count of 0 for what there was none of, and none for what is unknown', () => {
    const { jobs } = read();
    expect(jobs).toHaveLength(6 * 4);
    expect(jobs.every(({ count }) => count === 0)).toBe(true);
    expect(jobs.filter(({ type, status }) => [type, status].includes('unknown'))).toEqual([]);
    expect(read({ type: 'unknown', status: 'failed' }).jobs).toContainEqual({
      type: 'unknown',
      status: 'failed',
      count: 1,
    });
  });
});
