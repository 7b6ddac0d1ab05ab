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
import { JobListSchema, OrganizationListSchema } from './dto/job-answers.schema.js';
import { OrganizationJobsQuery } from './dto/list-jobs.query.js';
import { HealthOfAll } from './health-selection.pipe.js';
import type { JobRows } from './table/job-rows.js';
import type { JobSelection } from './job-selection.js';
import { Selection } from './job-selection.pipe.js';
import { JobSelectionReader } from './job-selection.reader.js';
import { JobsService } from './jobs.service.js';
import { mergeJobPages } from './merge-job-pages.js';
import { mergeOrganizations, type HealthSelection } from './merge-organizations.js';

/** The organizations the caller may see. */
@ApiTags('organizations')
@Controller('v1/organizations')
@RequirePermission('jobs:read')
@UseInterceptors(ResponseCacheInterceptor, AggregateInterceptor)
export class OrganizationsController {
  constructor(private readonly jobs: JobsService) {}

  @Get()
  @ApiRead({
    operationId: 'listOrganizations',
    summary: 'The organizations the caller may see, each with its last successful backup and its state',
    answer: OrganizationListSchema,
  })
  @Aggregate({ merge: mergeOrganizations, isEnough })
  list(
    @HealthOfAll() selection: HealthSelection,
    @Reading() context: ReadContext,
  ): Promise<Gathered<HealthSelection, JobRows>> {
    return this.jobs.list(selection, context);
  }

  @Get(':organizationId/jobs')
  @ApiRead({
    operationId: 'listOrganizationJobs',
    summary: 'Jobs of one organization',
    answer: JobListSchema,
    refusals: { 404: 'No such organization that the caller may see.' },
  })
  @ApiParam({ name: 'organizationId', type: String, description: 'GUID or alias.' })
  @ApiQuery({ type: OrganizationJobsQuery })
  @Cacheable(JobSelectionReader)
  @Aggregate({ merge: mergeJobPages, isEnough })
  listJobs(
    @Selection() selection: JobSelection,
    @Reading() context: ReadContext,
  ): Promise<Gathered<JobSelection, JobRows>> {
    return this.jobs.listForOrder(selection, context);
  }
}
