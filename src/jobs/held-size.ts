import type { JobRows } from './table/job-rows.js';
import { tableSizeBytes } from './table/table-size.js';
import type { JobTable } from './table/job-table.js';
import type { JobTimeline } from './timeline/job-timeline.js';

const EMPTY_BYTES = 1_000;
/** Which questions are known to return a job is told by one object for all that came alike. */
const SIGHTING_BYTES = 8;

/** About how much memory some jobs take, with the whole of the table they lie in: whoever shares it counts it, too. */
export function jobsSizeBytes({ table, chosen }: JobRows): number {
  return EMPTY_BYTES + tableSizeBytes(table) + (chosen?.byteLength ?? 0);
}

/** About how much memory a timeline takes with all its stretches. */
export function timelineSizeBytes({ stretches }: JobTimeline): number {
  const tables = new Set<JobTable>(stretches.map(({ jobs }) => jobs.table));
  const tablesBytes = [...tables].reduce((bytes, table) => bytes + tableSizeBytes(table), EMPTY_BYTES);
  return stretches.reduce((bytes, { jobs }) => bytes + EMPTY_BYTES + jobs.size * SIGHTING_BYTES, tablesBytes);
}
