import { Controller, Get, UseInterceptors } from '@nestjs/common';

import { Aggregate, isEnough, type Gathered } from '../aggregation/aggregate.decorator.js';
import { AggregateInterceptor } from '../aggregation/aggregate.interceptor.js';
import { RequirePermission } from '../auth/rights.decorator.js';
import { Cacheable } from '../cache/cacheable.decorator.js';
import type { ReadContext } from '../cache/read-context.js';
import { Reading } from '../cache/reading.decorator.js';
import { ResponseCacheInterceptor } from '../cache/response-cache.interceptor.js';
import { ApiParam, ApiQuery, ApiTags } from '../document/api.decorators.js';
import { ApiRead } from './dto/api-read.decorator.js';
import { JobAnswerSchema, JobListSchema } from './dto/job-answers.schema.js';
import { FindJobQuery, ListJobsQuery } from './dto/list-jobs.query.js';
import type { FindJobSelection } from './find-job-selection.js';
import { JobToFind } from './find-job.pipe.js';
import type { JobRows } from './table/job-rows.js';
import type { JobSelection } from './job-selection.js';
import { Selection } from './job-selection.pipe.js';
import { JobSelectionReader } from './job-selection.reader.js';
import { JobsService } from './jobs.service.js';
import { mergeJobPages } from './merge-job-pages.js';
import { isFoundOrAllAnswered, pickJob } from './pick-job.js';

/** Jobs of all organizations the caller may see. */
@ApiTags('jobs')
@Controller('v1/jobs')
@RequirePermission('jobs:read')
@UseInterceptors(ResponseCacheInterceptor, AggregateInterceptor)
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  @Get()
  @ApiRead({
    operationId: 'listJobs',
    summary: 'Jobs of all organizations, merged, filtered, sorted, paged',
    answer: JobListSchema,
    refusals: { 404: 'No such organization that the caller may see.' },
  })
  @ApiQuery({ type: ListJobsQuery })
  @Cacheable(JobSelectionReader)
  @Aggregate({ merge: mergeJobPages, isEnough })
  list(
    @Selection() selection: JobSelection,
    @Reading() context: ReadContext,
  ): Promise<Gathered<JobSelection, JobRows>> {
    return this.jobs.listForOrder(selection, context);
  }

  @Get(':jobId')
  @ApiRead({
    operationId: 'getJob',
    summary: 'One job',
    answer: JobAnswerSchema,
    refusals: {
      404: 'No such job, or organization, that the caller may see.',
      409: 'More than one organization has the job.',
    },
  })
  @ApiParam({ name: 'jobId', type: String, example: 'DCIB2022081903124382222110' })
  @ApiQuery({ type: FindJobQuery })
  @Aggregate({ merge: pickJob, isEnough: isFoundOrAllAnswered })
  find(
    @JobToFind() selection: FindJobSelection,
    @Reading() context: ReadContext,
  ): Promise<Gathered<FindJobSelection, JobRows>> {
    return this.jobs.find(selection, context);
  }
}
