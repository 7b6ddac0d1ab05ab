import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';

import { AuthModule } from './auth/auth.module.js';
import type { Clock } from './config/clock.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { AcceptGuard } from './errors/accept.guard.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { HealthModule } from './health/health.module.js';
import { JobsModule } from './jobs/jobs.module.js';

/** The whole service. `settings` are known to be good before anything is built. */
@Module({})
export class AppModule {
  static forRoot(settings: Settings, clock: Clock): DynamicModule {
    return {
      module: AppModule,
      // Guards run in the order in which they are registered: who is calling comes first.
      imports: [ConfigModule.forRoot({ settings, clock }), AuthModule, HealthModule, JobsModule],
      providers: [
        { provide: APP_GUARD, useClass: AcceptGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
