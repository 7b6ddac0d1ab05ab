import { Injectable, type PipeTransform } from '@nestjs/common';

import type { JobSelection } from './job-selection.js';
import { JobSelectionReader, type SelectingRequest } from './job-selection.reader.js';
import { WholeRequest } from './whole-request.decorator.js';

/** Turns a request into the selection it asks for, or into a 400 that names every parameter at fault. */
@Injectable()
export class JobSelectionPipe implements PipeTransform<SelectingRequest, JobSelection> {
  constructor(private readonly reader: JobSelectionReader) {}

  transform(request: SelectingRequest): JobSelection {
    return this.reader.selectionOf(request);
  }
}

/** Hands a handler the selection its request asks for. */
export const Selection = (): ParameterDecorator => WholeRequest(JobSelectionPipe);
