import { applyDecorators } from '@nestjs/common';

import { ApiCredential } from '../auth/api-credential.decorator.js';
import { ApiOkResponse, ApiOperation, ApiQuery } from '../document/api.decorators.js';
import { ApiReadRefusals } from '../jobs/dto/api-read.decorator.js';
import { EXPORT_FORMATS } from './export-format.js';
import { ExportJobsQuery } from './export-jobs.query.js';

const text = { schema: { type: 'string' as const } };

/** Documents the export: its parameters, both media types, and every refusal. */
export function ApiExport(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      operationId: 'exportJobs',
      summary: 'Jobs of all organizations, whole, as CSV or NDJSON',
      description:
        'Streams the whole selection in the asked order. Takes every parameter of the list, so that its address becomes that of the file; `page` and `pageSize` change nothing here. An answer that is cut failed on its way.',
    }),
    ApiCredential(),
    ApiQuery({ type: ExportJobsQuery }),
    ApiOkResponse({
      description: 'With the trailer `X-Partial: true` when an organization is missing.',
      headers: EXPORT_HEADERS,
      content: {
        [EXPORT_FORMATS.csv.mediaType]: {
          schema: { type: 'string', description: 'RFC 4180, with a header row; no cell is a formula.' },
        },
        [EXPORT_FORMATS.ndjson.mediaType]: {
          schema: { type: 'string', description: 'One `Job` on each line.' },
        },
      },
    }),
    ApiReadRefusals({
      404: 'No such organization that the caller may see.',
      406: 'The answer is CSV or NDJSON; the request accepts neither and names no `format`.',
    }),
  );
}

const EXPORT_HEADERS = {
  'Content-Disposition': { ...text, description: 'A file name with the window in it.' },
  Trailer: { ...text, description: 'Names `X-Partial` when an organization is missing.' },
  'Cache-Control': { ...text, description: 'Not to be kept.' },
  Age: { schema: { type: 'integer' as const }, description: 'Seconds since the oldest part was fetched.' },
  'Cache-Status': { ...text, description: 'RFC 9211.' },
  'Server-Timing': { ...text, description: 'Where the time went.' },
  'X-Request-Id': { ...text, description: "The caller's, or a new one." },
};
