import accepts from 'accepts';
import type { IncomingMessage } from 'node:http';

import { AppError } from '../errors/app-error.js';
import type { Job } from '../jobs/job.js';
import { CSV_HEADER, csvLine } from './csv-line.js';

/** How jobs are written. */
export interface ExportFormat {
  readonly mediaType: string;
  readonly contentType: string;
  /** What stands before the first job. */
  readonly header: string;
  readonly lineOf: (job: Job) => string;
}

export type ExportFormatName = 'csv' | 'ndjson';

/** The first is the one for callers who take anything. */
export const EXPORT_FORMATS: Readonly<Record<ExportFormatName, ExportFormat>> = {
  csv: {
    mediaType: 'text/csv',
    contentType: 'text/csv; charset=utf-8; header=present',
    header: CSV_HEADER,
    lineOf: csvLine,
  },
  ndjson: {
    mediaType: 'application/x-ndjson',
    contentType: 'application/x-ndjson',
    header: '',
    lineOf: (job) => `${JSON.stringify(job)}\n`,
  },
};

/** The format that `Accept` asks for, RFC 9110 section 12.5.1. Throws `not-acceptable` when it takes none. */
export function acceptedFormat(request: Pick<IncomingMessage, 'headers'>): ExportFormatName {
  const { csv, ndjson } = EXPORT_FORMATS;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Of a request, only the header is looked at.
  const accepted = accepts(request as IncomingMessage).type([csv.mediaType, ndjson.mediaType]);
  if (accepted === false)
    throw new AppError(
      'not-acceptable',
      `This route answers in ${csv.mediaType} and ${ndjson.mediaType}; "format" chooses whatever is accepted.`,
    );
  return accepted === ndjson.mediaType ? 'ndjson' : 'csv';
}
