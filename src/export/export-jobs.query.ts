import { ListJobsQuery } from '../jobs/dto/list-jobs.query.js';
import { Choice, Flag } from '../jobs/dto/parameters.js';
import { Without } from '../jobs/dto/query-part.js';
import type { ExportFormatName } from './export-format.js';

const FORMATS: readonly ExportFormatName[] = ['csv', 'ndjson'];

/** `GET /v1/jobs/export`: the parameters of the list, but what is missing is refused unless allowed. */
export class ExportJobsQuery extends Without(ListJobsQuery, ['allowPartial']) {
  @Choice(FORMATS, 'csv', 'Goes before `Accept`.')
  format?: ExportFormatName;

  @Flag(
    false,
    'With `true`, an organization that cannot be answered is left out, and the answer ends with the trailer `X-Partial: true`.',
  )
  allowPartial?: boolean;
}
