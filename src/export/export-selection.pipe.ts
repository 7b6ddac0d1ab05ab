import { Injectable, type PipeTransform } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';

import type { JobSelection } from '../jobs/job-selection.js';
import { JobSelectionReader, type SelectingRequest } from '../jobs/job-selection.reader.js';
import { WholeRequest } from '../jobs/whole-request.decorator.js';
import { acceptedFormat, type ExportFormatName } from './export-format.js';
import { ExportJobsQuery } from './export-jobs.query.js';

/** Which jobs are exported, and how they are written. */
export interface ExportSelection extends JobSelection {
  readonly format: ExportFormatName;
}

type ExportRequest = SelectingRequest & Pick<IncomingMessage, 'headers'>;

/** Turns a request into the export it asks for, into a 400 that names every parameter at fault, or into a 406. */
@Injectable()
export class ExportSelectionPipe implements PipeTransform<ExportRequest, ExportSelection> {
  constructor(private readonly reader: JobSelectionReader) {}

  transform(request: ExportRequest): ExportSelection {
    const { query, selection } = this.reader.readAs(ExportJobsQuery, request);
    const { allowPartial = false, format = acceptedFormat(request) } = query;
    return { ...selection, allowPartial, format };
  }
}

/** Hands a handler the export its request asks for. */
export const JobsToExport = (): ParameterDecorator => WholeRequest(ExportSelectionPipe);
