import { Module } from '@nestjs/common';

import { AggregateInterceptor } from '../aggregation/aggregate.interceptor.js';
import { CacheModule } from '../cache/cache.module.js';
import { UpstreamModule } from '../upstream/upstream.module.js';
import { ContractChoice } from './contract/contract-choice.js';
import { FindJobPipe } from './find-job.pipe.js';
import { HealthSelectionPipe } from './health-selection.pipe.js';
import { HeldTimelines } from './held-timelines.js';
import { JobSelectionPipe } from './job-selection.pipe.js';
import { JobSelectionReader } from './job-selection.reader.js';
import { JobsClient } from './jobs.client.js';
import { JobsController } from './jobs.controller.js';
import { JobsService } from './jobs.service.js';
import { OrganizationJobs } from './organization-jobs.js';
import { OrganizationsController } from './organizations.controller.js';
import { WindowJobs } from './window-jobs.js';

@Module({
  imports: [CacheModule, UpstreamModule],
  controllers: [JobsController, OrganizationsController],
  providers: [
    AggregateInterceptor,
    ContractChoice,
    FindJobPipe,
    HealthSelectionPipe,
    HeldTimelines,
    JobsClient,
    JobSelectionPipe,
    JobSelectionReader,
    JobsService,
    OrganizationJobs,
    WindowJobs,
  ],
  exports: [JobsService, JobSelectionReader],
})
export class JobsModule {}
