import type { Gathered, Merged } from '../aggregation/aggregate.decorator.js';
import { isAnswered, type AnsweredSource, type SourceReport } from '../aggregation/source.js';
import { AppError } from '../errors/app-error.js';
import type { FindJobSelection } from './find-job-selection.js';
import type { JobRows } from './table/job-rows.js';

/** The one job of an id. Throws `job-not-found`, or `ambiguous-job` when two organizations have it. */
export function pickJob(
  { results }: Gathered<FindJobSelection, JobRows>,
  sources: readonly SourceReport[],
): Merged {
  const found = results.filter(isAnswered).flatMap(({ value }) => Array.from(value));
  const [job, other] = found;
  if (job === undefined) throw notFound(results.filter(isAnswered));
  if (other !== undefined)
    throw new AppError(
      'ambiguous-job',
      'More than one organization has this job: name one with organizationId.',
    );
  return {
    body: { data: job, source: sources.find(({ organizationId }) => organizationId === job.organization.id) },
  };
}

/** An answer that lacks something may lack this job: then nobody knows. */
function notFound(answered: readonly AnsweredSource<unknown>[]): AppError {
  const omission = answered.find(({ error }) => error !== undefined)?.error;
  return (
    omission ?? new AppError('job-not-found', 'No organization the caller can see has a job with this id.')
  );
}

/** A job that was found is enough; that there is none can only be said when every organization was read. */
export function isFoundOrAllAnswered({ results }: Gathered<FindJobSelection, JobRows>): boolean {
  return results.every(isAnswered) || results.filter(isAnswered).some(({ value }) => value.length > 0);
}
