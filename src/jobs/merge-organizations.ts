import type { Gathered, Merged } from '../aggregation/aggregate.decorator.js';
import { isPartial, type SourceReport } from '../aggregation/source.js';
import type { JobRows } from './table/job-rows.js';
import type { JobFilter } from './job-selection.js';
import { healthOf } from './organization-health.js';

/** The backups of the last seven days, and the moment they are looked at. */
export interface HealthSelection extends JobFilter {
  readonly nowMs: number;
}

/** Every organization with its health, ordered by id. */
export function mergeOrganizations(
  { selection, results }: Gathered<HealthSelection, JobRows>,
  sources: readonly SourceReport[],
): Merged {
  const data = results.map((result, index) => ({
    id: result.organization.id,
    alias: result.organization.alias ?? null,
    name: sources[index]?.organizationName ?? null,
    connection: result.organization.connection.name,
    ...healthOf(result, selection.nowMs),
  }));
  return { body: { data, sources, partial: isPartial(sources) } };
}
