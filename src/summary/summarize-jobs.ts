import type { Gathered, Merged } from '../aggregation/aggregate.decorator.js';
import { isAnswered, isPartial, type AnsweredSource, type SourceReport } from '../aggregation/source.js';
import type { JobFilter } from '../jobs/job-selection.js';
import { lastSuccessfulBackupOf } from '../jobs/organization-health.js';
import type { JobRows } from '../jobs/table/job-rows.js';
import { describeWindow } from '../jobs/time-window.js';
import { countDays } from './count-days.js';
import { countByType, countJobs } from './count-jobs.js';
import { durationPercentiles } from './duration-percentiles.js';
import type { JobCount } from './job-tally.js';

export interface OrganizationCount extends JobCount {
  readonly organizationId: string;
  readonly organizationName: string | null;
  readonly lastSuccessfulBackup: string | null;
}

/** The jobs of all organizations, counted. One that failed has no row: zeros would say that it has no backups. */
export function summarizeJobs(
  { selection: { window }, results }: Gathered<JobFilter, JobRows>,
  sources: readonly SourceReport[],
): Merged {
  const answered = results.filter(isAnswered);
  const jobs = answered.map(({ value }) => value);
  return {
    body: {
      ...countJobs(jobs),
      byType: countByType(jobs),
      durationSeconds: durationPercentiles(jobs),
      byOrganization: answered.map(countOrganization),
      byDay: countDays(jobs, window),
      window: describeWindow(window),
      sources,
      partial: isPartial(sources),
    },
  };
}

function countOrganization({
  organization,
  organizationName,
  value,
}: AnsweredSource<JobRows>): OrganizationCount {
  return {
    organizationId: organization.id,
    organizationName,
    ...countJobs([value]),
    lastSuccessfulBackup: lastSuccessfulBackupOf(value),
  };
}
