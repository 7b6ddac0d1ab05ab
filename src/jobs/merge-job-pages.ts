import type { Gathered, Merged } from '../aggregation/aggregate.decorator.js';
import { isAnswered, isPartial, type SourceReport } from '../aggregation/source.js';
import type { Job } from './job.js';
import { encodeCursor } from './job-cursor.js';
import { linkHeader } from './job-links.js';
import type { JobSelection } from './job-selection.js';
import { comparePlaces, placeOf, sortName } from './job-sort.js';
import { rowComparison } from './table/compare-rows.js';
import { placesAfter, placesWhere } from './table/find-places.js';
import type { JobRows } from './table/job-rows.js';
import { mergeRows } from './table/merge-rows.js';
import { sortRows, type SortedRows } from './table/sorted-rows.js';
import { describeWindow } from './time-window.js';

/** One page out of the jobs of all organizations. */
export function mergeJobPages(
  { selection, results }: Gathered<JobSelection, JobRows>,
  sources: readonly SourceReport[],
): Merged {
  const lists = results.filter(isAnswered).map(({ value }) => sortRows(value, selection.sort));
  const places = placesBefore(lists, selection);
  const data = takeJobs(lists, places, selection);
  const totalItems = lists.reduce((sum, { rows }) => sum + rows.length, 0);
  const shownUntil = places.reduce((sum, place) => sum + place, data.length);
  const last = data.at(-1);
  const page = {
    number: selection.position.kind === 'page' ? selection.position.number : null,
    size: selection.pageSize,
    totalItems,
    totalPages: Math.ceil(totalItems / selection.pageSize),
    nextCursor: last !== undefined && shownUntil < totalItems ? cursorAfter(last, selection) : null,
  };
  return {
    body: { data, page, window: describeWindow(selection.window), sources, partial: isPartial(sources) },
    headers: { link: linkHeader(selection, page) },
  };
}

/** How much of each list comes before the page. */
function placesBefore(
  lists: readonly SortedRows[],
  { position, pageSize, sort }: JobSelection,
): readonly number[] {
  if (position.kind === 'page')
    return placesAfter(lists, rowComparison(sort), (position.number - 1) * pageSize);
  const { after } = position;
  return placesWhere(
    lists,
    (table, row) => comparePlaces(placeOf(table.jobAt(row), sort.key), after, sort.isDescending) > 0,
  );
}

function takeJobs(
  lists: readonly SortedRows[],
  places: readonly number[],
  { pageSize, sort }: JobSelection,
): readonly Job[] {
  const jobs: Job[] = [];
  for (const { table, row } of mergeRows(lists, rowComparison(sort), places)) {
    jobs.push(table.jobAt(row));
    if (jobs.length === pageSize) break;
  }
  return jobs;
}

function cursorAfter(job: Job, { sort, window }: JobSelection): string {
  return encodeCursor({ sort: sortName(sort), window, after: placeOf(job, sort.key) });
}
