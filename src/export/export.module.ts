import { Module } from '@nestjs/common';

import { CacheModule } from '../cache/cache.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { ExportSelectionPipe } from './export-selection.pipe.js';
import { ExportController } from './export.controller.js';
import { ExportInterceptor } from './export.interceptor.js';

@Module({
  imports: [CacheModule, JobsModule],
  controllers: [ExportController],
  providers: [ExportInterceptor, ExportSelectionPipe],
})
export class ExportModule {}
