import type { Gathered, Merged } from '../aggregation/aggregate.decorator.js';
import { isAnswered, isPartial, type SourceReport } from '../aggregation/source.js';
import type { Job } from './job.js';
import { encodeCursor } from './job-cursor.js';
import { linkHeader } from './job-links.js';
import type { JobSelection } from './job-selection.js';
import { comparePlaces, placeOf, sortName, type JobPlace } from './job-sort.js';
import { describeWindow } from './time-window.js';

interface PlacedJob {
  readonly job: Job;
  readonly place: JobPlace;
}

/** One page out of the jobs of all organizations. */
export function mergeJobPages(
  { selection, results }: Gathered<JobSelection, readonly Job[]>,
  sources: readonly SourceReport[],
): Merged {
  const sorted = sortJobs(
    results.filter(isAnswered).flatMap(({ value }) => value),
    selection,
  );
  const startIndex = startOf(sorted, selection);
  const shown = sorted.slice(startIndex, startIndex + selection.pageSize);
  const last = shown.at(-1);
  const nextCursor =
    last !== undefined && startIndex + shown.length < sorted.length ? cursorAfter(last, selection) : null;
  const page = {
    number: selection.position.kind === 'page' ? selection.position.number : null,
    size: selection.pageSize,
    totalItems: sorted.length,
    totalPages: Math.ceil(sorted.length / selection.pageSize),
    nextCursor,
  };
  return {
    body: {
      data: shown.map(({ job }) => job),
      page,
      window: describeWindow(selection.window),
      sources,
      partial: isPartial(sources),
    },
    headers: { link: linkHeader(selection, page) },
  };
}

/** The jobs in the asked order, each with its place. */
export function sortJobs(jobs: readonly Job[], { sort }: Pick<JobSelection, 'sort'>): PlacedJob[] {
  return jobs
    .map((job) => ({ job, place: placeOf(job, sort.key) }))
    .toSorted((left, right) => comparePlaces(left.place, right.place, sort.isDescending));
}

function startOf(sorted: readonly PlacedJob[], { position, pageSize, sort }: JobSelection): number {
  if (position.kind === 'page') return (position.number - 1) * pageSize;
  const next = sorted.findIndex(({ place }) => comparePlaces(place, position.after, sort.isDescending) > 0);
  return next < 0 ? sorted.length : next;
}

function cursorAfter({ place }: PlacedJob, { sort, window }: JobSelection): string {
  return encodeCursor({ sort: sortName(sort), window, after: place });
}
