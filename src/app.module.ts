import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

import { AdmissionGuard } from './admission.guard.js';
import { AuthModule } from './auth/auth.module.js';
import { CacheModule } from './cache/cache.module.js';
import type { Clock } from './config/clock.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { ConsoleModule } from './console/console.module.js';
import { EarlyAnswers } from './early-answers.js';
import { ErrorsModule } from './errors/errors.module.js';
import { ExportModule } from './export/export.module.js';
import { EventsModule } from './events/events.module.js';
import { HealthModule } from './health/health.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { LimitsModule } from './limits/limits.module.js';
import { SummaryModule } from './summary/summary.module.js';
import { McpModule } from './mcp/mcp.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

/** The whole service. `settings` are known to be good before anything is built. */
@Module({})
export class AppModule {
  static forRoot(settings: Settings, clock: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot({ settings, clock }),
        AuthModule,
        LimitsModule,
        ErrorsModule,
        HealthModule,
        JobsModule,
        MetricsModule.forRoot(settings),
        EventsModule,
        WebhooksModule,
        SummaryModule,
        ExportModule,
        McpModule,
        ...(settings.isConsoleEnabled ? [ConsoleModule] : []),
        // Others import it; named last, it puts its route behind all others in the document.
        CacheModule,
      ],
      providers: [AdmissionGuard, { provide: APP_GUARD, useExisting: AdmissionGuard }, EarlyAnswers],
    };
  }
}
