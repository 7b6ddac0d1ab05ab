import type { JobFilter } from '../job-selection.js';
import { STATUSES, TYPES } from './job-columns.js';
import type { JobRows } from './job-rows.js';

/** The jobs of the types and statuses asked for; none means all. */
export function selectRows(
  jobs: JobRows,
  { types, statuses }: Pick<JobFilter, 'types' | 'statuses'>,
): JobRows {
  if (types.length === 0 && statuses.length === 0) return jobs;
  const isOfType = places(TYPES, types);
  const isOfStatus = places(STATUSES, statuses);
  const { columns } = jobs.table;
  return jobs.filter(
    (row) => isOfType[columns.types[row] ?? 0] === true && isOfStatus[columns.statuses[row] ?? 0] === true,
  );
}

/** For each name that a column knows, whether it is asked for. */
function places<Name>(known: readonly Name[], asked: readonly Name[]): readonly boolean[] {
  return known.map((name) => asked.length === 0 || asked.includes(name));
}
