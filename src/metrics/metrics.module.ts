import { Module, type DynamicModule } from '@nestjs/common';

import type { Settings } from '../config/settings.js';
import { InstrumentsModule } from '../instruments/instruments.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { Randomness, SystemRandomness } from '../upstream/randomness.js';
import { WatchModule } from '../watch/watch.module.js';
import { BackupBoard } from './backup-board.js';
import { BackupLook } from './backup-look.js';
import { BackupPoll } from './backup-poll.js';
import { MetricsController } from './metrics.controller.js';
import { PublicMetricsController } from './public-metrics.controller.js';
import { Scrape } from './scrape.js';

@Module({})
export class MetricsModule {
  /** Whether the route is public is settled at the start, like every other route's rights. */
  static forRoot({ isMetricsPublic }: Settings): DynamicModule {
    return {
      module: MetricsModule,
      imports: [InstrumentsModule, OrganizationsModule, WatchModule],
      controllers: [isMetricsPublic ? PublicMetricsController : MetricsController],
      providers: [
        BackupBoard,
        BackupLook,
        BackupPoll,
        { provide: Randomness, useClass: SystemRandomness },
        Scrape,
      ],
    };
  }
}
