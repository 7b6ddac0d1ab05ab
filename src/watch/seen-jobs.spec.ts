import { describe, expect, it } from 'vitest';

import { parseOrganizationId } from '../organizations/organization.js';
import { rowsOf } from '../../test/jobs/sample-jobs.js';
import type { Job } from '../jobs/job.js';
import { SeenJobs } from './seen-jobs.js';

const COUNTS = { successful: 1, failed: 0, skipped: 0, warning: 0, total: 1 };
const FROM_MS = Date.parse('2026-11-13T12:00:00.000Z');

function job(id: string, changes: Partial<Job> = {}): Job {
  return {
    id,
    type: 'backup',
    status: 'finished',
    module: 'Customer Engagement',
    startTime: '2026-11-20T11:00:00.000Z',
    finishTime: '2026-11-20T11:01:00.000Z',
    durationSeconds: 60,
    entities: COUNTS,
    records: COUNTS,
    backupSizeBytes: 1,
    organization: { id: parseOrganizationId('69cb1ecc-f8e8-439b-8077-a4b7fd45e87f')!, name: 'Sales' },
    ...changes,
  };
}

describe('SeenJobs', () => {
  it.each<Partial<Job>>([
    { status: 'failed' },
    { type: 'restore' },
    { module: null },
    { startTime: null },
    { finishTime: '2026-11-20T11:01:00.001Z' },
    { durationSeconds: null },
    { backupSizeBytes: 2 },
    { entities: { ...COUNTS, warning: 1 } },
    { records: { ...COUNTS, total: 2 } },
    { upstreamStatus: 'Paused' },
  ])('finds a job changed by %o, and by that once', (changes) => {
    const seen = new SeenJobs(rowsOf([job('a')]));
    const changed = job('a', changes);
    expect(seen.compare(rowsOf([changed]), FROM_MS)).toEqual([
      { kind: 'changed', job: changed, previousStatus: 'finished' },
    ]);
    expect(seen.compare(rowsOf([job('a', changes)]), FROM_MS)).toEqual([]);
  });

  it('does not take another name of the organization for a change of its jobs', () => {
    const seen = new SeenJobs(rowsOf([job('a')]));
    const { organization } = job('a');
    expect(
      seen.compare(rowsOf([job('a', { organization: { ...organization, name: 'Other' } })]), FROM_MS),
    ).toEqual([]);
  });

  it('tells of several in the order of their starts, and of those without one too', () => {
    const seen = new SeenJobs(rowsOf([]));
    const jobs = [
      job('none', { startTime: null }),
      job('second', { startTime: '2026-11-20T11:00:02.000Z' }),
      job('first', { startTime: '2026-11-20T11:00:01.000Z' }),
    ];
    const ids = seen.compare(rowsOf(jobs), FROM_MS).map((change) => change.job.id);
    expect(ids).toEqual(['first', 'second', 'none']);
  });

  it('remembers one that is missing while its times lie in the window, and forgets it afterwards', () => {
    const seen = new SeenJobs(rowsOf([job('a')]));
    expect(seen.compare(rowsOf([]), FROM_MS)).toEqual([]);
    expect(seen.compare(rowsOf([job('a')]), FROM_MS)).toEqual([]);
    expect(seen.compare(rowsOf([]), Date.parse('2026-11-20T11:01:00.001Z'))).toEqual([]);
    expect(seen.compare(rowsOf([job('a')]), FROM_MS)).toMatchObject([
      { kind: 'created', previousStatus: null },
    ]);
  });
});
