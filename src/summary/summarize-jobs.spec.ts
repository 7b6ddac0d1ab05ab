import { describe, expect, it } from 'vitest';

import { reportSource, type SourceResult } from '../aggregation/source.js';
import type { Job } from '../jobs/job.js';
import type { JobFilter } from '../jobs/job-selection.js';
import type { JobRows } from '../jobs/table/job-rows.js';
import { answerOf, failureOf, jobOf, organizationId, organizationOf } from '../../test/jobs/sample-jobs.js';
import { summarizeJobs, type OrganizationCount } from './summarize-jobs.js';

const OTHER = organizationOf({ id: organizationId(2), name: 'Care' });
const SELECTION: JobFilter = {
  organizations: [organizationOf(), OTHER],
  types: [],
  statuses: [],
  window: { fromMs: Date.parse('2026-11-19T12:00Z'), toMs: Date.parse('2026-11-20T12:00Z') },
  allowPartial: true,
  mayNarrow: true,
};

interface Summary {
  readonly totalJobs: number;
  readonly byOrganization: readonly OrganizationCount[];
  readonly partial: boolean;
}

function summarize(results: readonly SourceResult<JobRows>[]): Summary {
  return summarizeJobs({ selection: SELECTION, results }, results.map(reportSource)).body as Summary;
}

const backup = (finishTime: string | null, changes: Partial<Job> = {}): Job =>
  jobOf({ finishTime, ...changes });

describe('a summary', () => {
  it('has a row for every organization that was read, also for one without jobs', () => {
    const { totalJobs, byOrganization } = summarize([
      answerOf([]),
      answerOf([jobOf(), jobOf({ id: 'b', status: 'failed' })], {
        organization: OTHER,
        organizationName: 'Vendor',
      }),
    ]);
    expect(totalJobs).toBe(2);
    expect(byOrganization).toMatchObject([
      { organizationId: organizationId(1), totalJobs: 0, successRate: null, lastSuccessfulBackup: null },
      { organizationId: organizationId(2), organizationName: 'Vendor', totalJobs: 2, successRate: 0.5 },
    ]);
  });

  it('has none for one that failed: zeros would say that it has no backups', () => {
    const summary = summarize([failureOf(), answerOf([jobOf()], { organization: OTHER })]);
    expect(summary.byOrganization.map((row) => row.organizationId)).toEqual([OTHER.id]);
    expect(summary).toMatchObject({
      totalJobs: 1,
      partial: true,
      sources: [{ state: 'failed' }, { state: 'live' }],
    });
  });

  it.each<[string, readonly Job[], string | null]>([
    [
      'the end of the latest finished backup',
      [backup('2026-11-20T02:00:00.000Z'), backup('2026-11-20T01:00:00.000Z')],
      '2026-11-20T02:00:00.000Z',
    ],
    ['its start, when it has no end', [backup(null)], '2026-11-20T08:00:00.000Z'],
    [
      'nothing of backups that did not finish well',
      [backup('2026-11-20T02:00:00.000Z', { status: 'finishedWithException' })],
      null,
    ],
    ['nothing of other jobs', [backup('2026-11-20T02:00:00.000Z', { type: 'restore' })], null],
  ])('takes for the last successful backup %s', (_what, jobs, lastSuccessfulBackup) => {
    expect(summarize([answerOf(jobs)]).byOrganization).toMatchObject([{ lastSuccessfulBackup }]);
  });

  it('is all zeros without any organization', () => {
    expect(summarize([])).toMatchObject({
      totalJobs: 0,
      successRate: null,
      durationSeconds: { p50: null, p95: null, max: null },
      byOrganization: [],
      byDay: [{ date: '2026-11-19' }, { date: '2026-11-20' }],
      window: { from: '2026-11-19T12:00:00.000Z', to: '2026-11-20T12:00:00.000Z' },
      sources: [],
      partial: false,
    });
  });
});
