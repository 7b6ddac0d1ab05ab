import { Controller, Get, UseInterceptors } from '@nestjs/common';

import { Aggregate, isEnough, type Gathered } from '../aggregation/aggregate.decorator.js';
import { AggregateInterceptor } from '../aggregation/aggregate.interceptor.js';
import { RequirePermission } from '../auth/rights.decorator.js';
import { Cacheable } from '../cache/cacheable.decorator.js';
import type { ReadContext } from '../cache/read-context.js';
import { Reading } from '../cache/reading.decorator.js';
import { ResponseCacheInterceptor } from '../cache/response-cache.interceptor.js';
import { ApiQuery, ApiTags } from '../document/api.decorators.js';
import { ApiRead } from '../jobs/dto/api-read.decorator.js';
import { ListJobsQuery } from '../jobs/dto/list-jobs.query.js';
import type { JobRows } from '../jobs/table/job-rows.js';
import type { JobSelection } from '../jobs/job-selection.js';
import { Selection } from '../jobs/job-selection.pipe.js';
import { JobSelectionReader } from '../jobs/job-selection.reader.js';
import { JobsService } from '../jobs/jobs.service.js';
import { summarizeJobs } from './summarize-jobs.js';
import { JobSummarySchema } from './summary.schema.js';

/** The jobs that `GET /v1/jobs` would list, counted. */
@ApiTags('jobs')
@Controller('v1/jobs/summary')
@RequirePermission('jobs:read')
@UseInterceptors(ResponseCacheInterceptor, AggregateInterceptor)
export class SummaryController {
  constructor(private readonly jobs: JobsService) {}

  @Get()
  @ApiRead({
    operationId: 'summarizeJobs',
    summary: 'Jobs of all organizations, counted',
    description:
      'Takes every parameter of the list, so that its address becomes that of the count; `sort`, `page` and `pageSize` change nothing here.',
    answer: JobSummarySchema,
    refusals: { 404: 'No such organization that the caller may see.' },
  })
  @ApiQuery({ type: ListJobsQuery })
  @Cacheable(JobSelectionReader)
  @Aggregate({ merge: summarizeJobs, isEnough })
  summarize(
    @Selection() selection: JobSelection,
    @Reading() context: ReadContext,
  ): Promise<Gathered<JobSelection, JobRows>> {
    return this.jobs.list(selection, context);
  }
}
