import type { Gathered, Merged } from '../aggregation/aggregate.decorator.js';
import { isAnswered, isPartial, type AnsweredSource, type SourceReport } from '../aggregation/source.js';
import type { Job } from '../jobs/job.js';
import type { JobFilter } from '../jobs/job-selection.js';
import { lastSuccessfulBackupOf } from '../jobs/organization-health.js';
import { describeWindow } from '../jobs/time-window.js';
import { countDays } from './count-days.js';
import { countByType, countJobs, type JobCount } from './count-jobs.js';
import { durationPercentiles } from './duration-percentiles.js';

export interface OrganizationCount extends JobCount {
  readonly organizationId: string;
  readonly organizationName: string | null;
  readonly lastSuccessfulBackup: string | null;
}

/** The jobs of all organizations, counted. One that failed has no row: zeros would say that it has no backups. */
export function summarizeJobs(
  { selection: { window }, results }: Gathered<JobFilter, readonly Job[]>,
  sources: readonly SourceReport[],
): Merged {
  const answered = results.filter(isAnswered);
  const jobs = answered.flatMap(({ value }) => value);
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
}: AnsweredSource<readonly Job[]>): OrganizationCount {
  return {
    organizationId: organization.id,
    organizationName,
    ...countJobs(value),
    lastSuccessfulBackup: lastSuccessfulBackupOf(value),
  };
}
