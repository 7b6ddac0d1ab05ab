import { Module } from '@nestjs/common';

import { InstrumentsModule } from '../instruments/instruments.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { OutgoingModule } from '../outgoing/outgoing.module.js';
import { RedisModule } from '../redis/redis.module.js';
import { Randomness, SystemRandomness } from '../upstream/randomness.js';
import { WatchModule } from '../watch/watch.module.js';
import { Announcements } from './announcements.js';
import { DeliveryQueue } from './delivery-queue.js';
import { DeliveryReport } from './delivery-report.js';
import { DeliveryStore } from './delivery-store.js';
import { Lease } from './lease.js';
import { Outbox } from './outbox.js';
import { ReceiverClient } from './receiver.client.js';
import { ToldStore } from './told-store.js';
import { WebhookReadings } from './webhook-readings.js';
import { WebhookRoutes } from './webhook-routes.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  imports: [InstrumentsModule, OrganizationsModule, OutgoingModule, RedisModule, WatchModule],
  providers: [
    Announcements,
    DeliveryQueue,
    DeliveryReport,
    DeliveryStore,
    Lease,
    Outbox,
    { provide: Randomness, useClass: SystemRandomness },
    ReceiverClient,
    ToldStore,
    WebhookReadings,
    WebhookRoutes,
    WebhooksService,
  ],
})
export class WebhooksModule {}
