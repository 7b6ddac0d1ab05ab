import { Module } from '@nestjs/common';

import { CacheModule } from '../cache/cache.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { JobsReader } from './jobs-reader.js';
import { WatchService } from './watch.service.js';

@Module({
  imports: [CacheModule, JobsModule, OrganizationsModule],
  providers: [JobsReader, WatchService],
  exports: [JobsReader, WatchService],
})
export class WatchModule {}
