import { Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { deliveryKey, deliveryOf, type Delivery } from './delivery.js';
import { DeliveryQueue } from './delivery-queue.js';
import { DeliveryStore } from './delivery-store.js';
import type { WebhookMessage } from './webhook-message.js';
import { WebhookRoutes } from './webhook-routes.js';

const MOST_UNTOLD = 10_000;

/** Messages on their way: kept before they are sent, and until they are taken, so that each comes at least once. */
@Injectable()
export class Outbox {
  /** What Redis could not be told yet, by its key. */
  private readonly untold = new Map<string, { delivery: Delivery; isEnded: boolean }>();
  private isTakenOver = false;

  constructor(
    private readonly routes: WebhookRoutes,
    private readonly store: DeliveryStore,
    private readonly queue: DeliveryQueue,
    private readonly clock: Clock,
  ) {
    queue.listen({
      changed: (delivery) => void this.tell(delivery, false),
      ended: (delivery) => void this.tell(delivery, true),
    });
  }

  /** Takes a message for each receiver that wants it. */
  async post(message: WebhookMessage): Promise<void> {
    const nowMs = this.clock.wallMs();
    const deliveries = this.routes
      .routesFor(message)
      .map(({ settings }) => deliveryOf(message, settings.url, nowMs));
    await Promise.all(
      deliveries.map(async (delivery) => {
        await this.tell(delivery, false);
        if (!this.queue.add(delivery)) await this.tell(delivery, true);
      }),
    );
  }

  /** Goes on with what others or an earlier life left, and tells Redis what it could not be told before. */
  async takeOver(): Promise<void> {
    await Promise.all([...this.untold.values()].map(({ delivery, isEnded }) => this.tell(delivery, isEnded)));
    if (this.isTakenOver) return;
    const left = await this.store.all();
    if (left === undefined) return;
    this.isTakenOver = true;
    for (const delivery of left.filter((kept) => this.untold.get(deliveryKey(kept))?.isEnded !== true))
      this.queue.add(delivery);
  }

  /** Another replica goes on with it. */
  handOver(): void {
    this.isTakenOver = false;
    this.untold.clear();
    this.queue.stop();
  }

  private async tell(delivery: Delivery, isEnded: boolean): Promise<void> {
    const key = deliveryKey(delivery);
    const entry = { delivery, isEnded };
    // With Redis away for days, the oldest are only sent once more by whoever finds them there.
    const [oldest] = this.untold.keys();
    if (oldest !== undefined && this.untold.size >= MOST_UNTOLD) this.untold.delete(oldest);
    this.untold.set(key, entry);
    const isTold = await (isEnded ? this.store.remove(delivery) : this.store.put(delivery));
    if (isTold && this.untold.get(key) === entry) this.untold.delete(key);
  }
}
