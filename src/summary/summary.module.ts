import { Module } from '@nestjs/common';

import { CacheModule } from '../cache/cache.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { SummaryController } from './summary.controller.js';

@Module({ imports: [CacheModule, JobsModule], controllers: [SummaryController] })
export class SummaryModule {}
