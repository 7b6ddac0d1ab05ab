import { Module } from '@nestjs/common';

import { LimitsModule } from '../limits/limits.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { WatchModule } from '../watch/watch.module.js';
import { EventSelectionPipe } from './event-selection.pipe.js';
import { EventsController } from './events.controller.js';
import { EventsService } from './events.service.js';
import { StandingRights } from './standing-rights.js';

@Module({
  imports: [LimitsModule, OrganizationsModule, WatchModule],
  controllers: [EventsController],
  providers: [EventSelectionPipe, EventsService, StandingRights],
})
export class EventsModule {}
