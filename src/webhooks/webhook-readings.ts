import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { WebhookInstruments, type WebhookReading } from '../instruments/webhook-instruments.js';
import type { Delivery } from './delivery.js';
import { DeliveryQueue } from './delivery-queue.js';
import { WebhookRoutes } from './webhook-routes.js';

interface Waiting {
  readonly count: number;
  readonly oldestPostedAtMs: number;
}

/** Tells the instruments of every entry and organization how many messages are on their way, and for how long. */
@Injectable()
export class WebhookReadings implements OnModuleInit {
  constructor(
    private readonly instruments: WebhookInstruments,
    private readonly routes: WebhookRoutes,
    private readonly queue: DeliveryQueue,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.instruments.watch(() => this.read());
  }

  private read(): readonly WebhookReading[] {
    const nowMs = this.clock.wallMs();
    const waiting = this.waitingBySubject();
    return this.routes.subjects().map(({ webhook, events, organization: { id, connection } }) => {
      const { count, oldestPostedAtMs } = waiting.get(subjectOf(webhook, id)) ?? {
        count: 0,
        oldestPostedAtMs: nowMs,
      };
      return {
        webhook,
        organizationId: id,
        connection: connection.name,
        events,
        pending: count,
        oldestAgeSeconds: Math.max(0, (nowMs - oldestPostedAtMs) / 1000),
      };
    });
  }

  private waitingBySubject(): ReadonlyMap<string, Waiting> {
    const subjects = new Map<string, Waiting>();
    for (const [delivery, ...others] of alike(this.queue.pending())) {
      const webhook = this.routes.routeOf(delivery)?.receiver.webhook;
      // A reload has taken the entry away: what still waits for it will be given up.
      if (webhook === undefined) continue;
      const subject = subjectOf(webhook, delivery.organizationId);
      const { count, oldestPostedAtMs } = subjects.get(subject) ?? { count: 0, oldestPostedAtMs: Infinity };
      subjects.set(subject, {
        count: count + 1 + others.length,
        oldestPostedAtMs: [delivery, ...others].reduce(
          (oldest, { postedAtMs }) => Math.min(oldest, postedAtMs),
          oldestPostedAtMs,
        ),
      });
    }
    return subjects;
  }
}

function subjectOf(webhook: number, organizationId: string): string {
  return `${webhook} ${organizationId}`;
}

/** Messages that go the same way lie together: their way is looked up once, however many wait. */
function alike(deliveries: readonly Delivery[]): Iterable<readonly [Delivery, ...Delivery[]]> {
  const groups = new Map<string, [Delivery, ...Delivery[]]>();
  for (const delivery of deliveries) {
    const key = [delivery.receiver, delivery.type, delivery.organizationId].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [delivery]);
    else group.push(delivery);
  }
  return groups.values();
}
