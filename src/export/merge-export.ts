import type { Gathered, Merged } from '../aggregation/aggregate.decorator.js';
import type { Answer } from '../aggregation/answer.js';
import { isAnswered } from '../aggregation/source.js';
import { rowComparison } from '../jobs/table/compare-rows.js';
import type { JobRows } from '../jobs/table/job-rows.js';
import { mergeRows, type HeldRow } from '../jobs/table/merge-rows.js';
import { sortRows } from '../jobs/table/sorted-rows.js';
import { describeWindow } from '../jobs/time-window.js';
import { EXPORT_FORMATS, type ExportFormat } from './export-format.js';
import type { ExportSelection } from './export-selection.pipe.js';

/** An answer whose lines are made as they are taken. */
export interface ExportAnswer extends Answer {
  readonly body: Iterable<string>;
}

/** All jobs of all organizations in the asked order, as lines that are not made yet. */
export function mergeExport({ selection, results }: Gathered<ExportSelection, JobRows>): Merged {
  const { sort } = selection;
  const lists = results.filter(isAnswered).map(({ value }) => sortRows(value, sort));
  const format = EXPORT_FORMATS[selection.format];
  return {
    body: linesOf(mergeRows(lists, rowComparison(sort)), format),
    headers: {
      'content-type': format.contentType,
      'content-disposition': `attachment; filename="${fileNameOf(selection)}"`,
    },
  };
}

function* linesOf(jobs: Iterable<HeldRow>, { header, lineOf }: ExportFormat): Generator<string> {
  yield header;
  for (const { table, row } of jobs) yield lineOf(table.jobAt(row));
}

/** Without colons, which some systems do not take in a name. */
function fileNameOf({ window, format }: ExportSelection): string {
  const { from, to } = describeWindow(window);
  const [first, last] = [from, to].map((time) => `${time.slice(0, 'YYYY-MM-DDTHH:mm'.length)}Z`);
  return `backup-jobs_${first}_${last}.${format}`.replaceAll(':', '');
}
