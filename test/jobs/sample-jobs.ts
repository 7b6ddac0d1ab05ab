import type { AnsweredSource, FailedSource } from '../../src/aggregation/source.js';
import type { ConnectionSettings } from '../../src/config/settings.js';
import { AppError } from '../../src/errors/app-error.js';
import type { Job } from '../../src/jobs/job.js';
import { JobRows } from '../../src/jobs/table/job-rows.js';
import type { JobTable } from '../../src/jobs/table/job-table.js';
import { JobTableBuilder } from '../../src/jobs/table/job-table-builder.js';
import {
  parseOrganizationId,
  type Organization,
  type OrganizationId,
} from '../../src/organizations/organization.js';
import { connectionTo } from '../tokens/token-setup.js';

export function organizationId(digit: number): OrganizationId {
  const id = parseOrganizationId(`0000000${digit}-0000-0000-0000-000000000000`);
  if (id === undefined) throw new Error(`not a digit: ${digit}`);
  return id;
}

/** Organization 1 of a connection named contoso, with the changes a test asks for. */
export function organizationOf(changes: Partial<Organization> = {}): Organization {
  const connection: ConnectionSettings = connectionTo('https://identity.invalid/connect/token');
  return {
    id: organizationId(1),
    alias: undefined,
    name: 'Sales',
    expectBackupEveryHours: 24,
    connection,
    ...changes,
  };
}

const NOTHING = { successful: 0, failed: 0, skipped: 0, warning: 0, total: 0 };

/** A finished backup of one minute of that organization, with the changes a test asks for. */
export function jobOf(changes: Partial<Job> = {}): Job {
  return {
    id: 'job',
    type: 'backup',
    status: 'finished',
    module: 'Customer Engagement',
    startTime: '2026-11-20T08:00:00.000Z',
    finishTime: '2026-11-20T08:01:00.000Z',
    durationSeconds: 60,
    entities: NOTHING,
    records: NOTHING,
    backupSizeBytes: 1024,
    organization: { id: organizationId(1), name: 'Sales' },
    ...changes,
  };
}

/** The jobs as they are held. */
export function tableOf(jobs: readonly Job[]): JobTable {
  const builder = new JobTableBuilder();
  for (const job of jobs) builder.add(job);
  return builder.tableOf();
}

export function rowsOf(jobs: readonly Job[]): JobRows {
  return new JobRows(tableOf(jobs));
}

/** What an organization answered: its jobs, live, unless told otherwise. */
export function answerOf(
  jobs: readonly Job[],
  changes: Partial<AnsweredSource<JobRows>> = {},
): AnsweredSource<JobRows> {
  const organization = changes.organization ?? organizationOf();
  return {
    organization,
    contract: 'get',
    state: 'live',
    fetchedAtMs: Date.parse('2026-11-20T12:00:00.000Z'),
    value: rowsOf(jobs),
    itemCount: jobs.length,
    organizationName: organization.name ?? null,
    error: undefined,
    ...changes,
  };
}

export function failureOf(
  organization = organizationOf(),
  error = new AppError('upstream-timeout', 'Too late.'),
): FailedSource {
  return { organization, contract: 'get', state: 'failed', error };
}
