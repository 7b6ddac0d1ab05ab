import type { Gathered, Merged } from '../aggregation/aggregate.decorator.js';
import type { Answer } from '../aggregation/answer.js';
import { isAnswered } from '../aggregation/source.js';
import type { Job } from '../jobs/job.js';
import { sortJobs } from '../jobs/merge-job-pages.js';
import { describeWindow } from '../jobs/time-window.js';
import { EXPORT_FORMATS, type ExportFormat } from './export-format.js';
import type { ExportSelection } from './export-selection.pipe.js';

/** An answer whose lines are made as they are taken. */
export interface ExportAnswer extends Answer {
  readonly body: Iterable<string>;
}

/** All jobs of all organizations in the asked order, as lines that are not made yet. */
export function mergeExport({ selection, results }: Gathered<ExportSelection, readonly Job[]>): Merged {
  const jobs = sortJobs(
    results.filter(isAnswered).flatMap(({ value }) => value),
    selection,
  ).map(({ job }) => job);
  const format = EXPORT_FORMATS[selection.format];
  return {
    body: linesOf(jobs, format),
    headers: {
      'content-type': format.contentType,
      'content-disposition': `attachment; filename="${fileNameOf(selection)}"`,
    },
  };
}

function* linesOf(jobs: readonly Job[], { header, lineOf }: ExportFormat): Generator<string> {
  yield header;
  for (const job of jobs) yield lineOf(job);
}

/** Without colons, which some systems do not take in a name. */
function fileNameOf({ window, format }: ExportSelection): string {
  const { from, to } = describeWindow(window);
  const [first, last] = [from, to].map((time) => `${time.slice(0, 'YYYY-MM-DDTHH:mm'.length)}Z`);
  return `backup-jobs_${first}_${last}.${format}`.replaceAll(':', '');
}
