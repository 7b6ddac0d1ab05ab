import { Controller, Get, UseInterceptors } from '@nestjs/common';

import { Aggregate, isEnough, type Gathered } from '../aggregation/aggregate.decorator.js';
import { AggregateInterceptor } from '../aggregation/aggregate.interceptor.js';
import { RequirePermission } from '../auth/rights.decorator.js';
import type { ReadContext } from '../cache/read-context.js';
import { Reading } from '../cache/reading.decorator.js';
import { ApiTags } from '../document/api.decorators.js';
import { OwnAccept } from '../errors/own-accept.decorator.js';
import type { JobRows } from '../jobs/table/job-rows.js';
import { JobsService } from '../jobs/jobs.service.js';
import { ApiExport } from './api-export.decorator.js';
import { JobsToExport, type ExportSelection } from './export-selection.pipe.js';
import { ExportInterceptor } from './export.interceptor.js';
import { mergeExport } from './merge-export.js';

/** The jobs that `GET /v1/jobs` would list page by page, all of them as one file. */
@ApiTags('jobs')
@Controller('v1/jobs/export')
@RequirePermission('jobs:read')
@UseInterceptors(ExportInterceptor, AggregateInterceptor)
export class ExportController {
  constructor(private readonly jobs: JobsService) {}

  @Get()
  @ApiExport()
  @OwnAccept()
  @Aggregate({ merge: mergeExport, isEnough })
  export(
    @JobsToExport() selection: ExportSelection,
    @Reading() context: ReadContext,
  ): Promise<Gathered<ExportSelection, JobRows>> {
    return this.jobs.listForOrder(selection, context);
  }
}
