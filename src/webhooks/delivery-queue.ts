import { Injectable } from '@nestjs/common';

import { Clock, type Cancel } from '../config/clock.js';
import { Randomness } from '../upstream/randomness.js';
import { deliveryKey, type Delivery } from './delivery.js';
import { DeliveryReport } from './delivery-report.js';
import { ReceiverClient, type Attempt } from './receiver.client.js';
import { retryDelayMs } from './retry-delay.js';
import { WebhookRoutes, type Route } from './webhook-routes.js';

const MOST_WAITING = 10_000;
/** One receiver that hangs must not take all the time, nor the others'. */
const MOST_AT_ONCE = 4;
/** Timers of the platform cannot wait longer than 24 days; none of ours has to. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

/** Told when a message is through, or what has become of it. */
export interface QueueListener {
  changed(delivery: Delivery): void;
  ended(delivery: Delivery): void;
}

/** Sends messages when they are due, each until it is taken or given up. */
@Injectable()
export class DeliveryQueue {
  private readonly waiting = new Map<string, Delivery>();
  private readonly sending = new Map<string, Delivery>();
  private ending = new AbortController();
  private listener: QueueListener | undefined;
  private cancel: Cancel | undefined;

  constructor(
    private readonly client: ReceiverClient,
    private readonly routes: WebhookRoutes,
    private readonly report: DeliveryReport,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  listen(listener: QueueListener): void {
    this.listener = listener;
  }

  /** Everything that no receiver has taken yet. */
  pending(): readonly Delivery[] {
    return [...this.sending.values(), ...this.waiting.values()];
  }

  /** Takes a message; one that is on its way already is not taken twice. False when there is no room. */
  add(delivery: Delivery): boolean {
    const key = deliveryKey(delivery);
    if (this.waiting.has(key) || this.sending.has(key)) return true;
    if (this.waiting.size + this.sending.size >= MOST_WAITING) {
      this.report.givenUp(delivery, this.routes.routeOf(delivery)?.receiver, 'queueFull');
      return false;
    }
    this.waiting.set(key, delivery);
    this.sendDue();
    return true;
  }

  /** Forgets everything, and breaks off what is under way: another replica goes on with it, or the next life. */
  stop(): void {
    this.cancel?.();
    this.waiting.clear();
    this.sending.clear();
    this.ending.abort();
    this.ending = new AbortController();
  }

  private sendDue(): void {
    this.cancel?.();
    this.cancel = undefined;
    const nowMs = this.clock.wallMs();
    const due = [...this.waiting.values()].filter(({ dueAtMs }) => dueAtMs <= nowMs);
    for (const delivery of due) void this.send(delivery);
    const later = [...this.waiting.values()].map(({ dueAtMs }) => dueAtMs).filter((atMs) => atMs > nowMs);
    const nextMs = later.reduce((first, atMs) => Math.min(first, atMs), Infinity);
    if (!Number.isFinite(nextMs)) return;
    this.cancel = this.clock.after(Math.min(nextMs - nowMs, LONGEST_WAIT_MS), () => this.sendDue());
  }

  private hasRoom(receiver: string): boolean {
    return [...this.sending.values()].filter((other) => other.receiver === receiver).length < MOST_AT_ONCE;
  }

  private async send(delivery: Delivery): Promise<void> {
    const key = deliveryKey(delivery);
    if (!this.hasRoom(delivery.receiver)) return;
    this.waiting.delete(key);
    this.sending.set(key, delivery);
    const { signal } = this.ending;
    const route = this.routes.routeOf(delivery);
    const attempt = route && (await this.client.send(delivery, route.settings, signal));
    if (signal.aborted) return;
    this.sending.delete(key);
    this.settle({ ...delivery, attempts: delivery.attempts + 1 }, route, attempt);
    this.sendDue();
  }

  private settle(delivery: Delivery, route: Route | undefined, attempt: Attempt | undefined): void {
    if (route === undefined || attempt === undefined) return this.giveUp(delivery, route, 'notConfigured');
    if (attempt.kind === 'delivered') {
      this.report.delivered(delivery, route.receiver);
      this.listener?.ended(delivery);
      return;
    }
    if (attempt.kind === 'cancelled') return;
    if (attempt.kind === 'refusedForGood') return this.giveUp(delivery, route, attempt.reason);
    this.retry(delivery, route, attempt);
  }

  private retry(delivery: Delivery, route: Route, attempt: Attempt & { kind: 'failed' }): void {
    const { reason, retryAfterSeconds } = attempt;
    const fraction = this.randomness.fraction();
    const retryInMs = retryDelayMs(delivery.attempts, { retryAfterSeconds, fraction });
    if (retryInMs === undefined) return this.giveUp(delivery, route, reason);
    const next = { ...delivery, dueAtMs: this.clock.wallMs() + retryInMs };
    this.waiting.set(deliveryKey(next), next);
    this.report.failed(next, route.receiver, { reason, retryInMs });
    this.listener?.changed(next);
  }

  private giveUp(delivery: Delivery, route: Route | undefined, reason: string): void {
    this.report.givenUp(delivery, route?.receiver, reason);
    this.listener?.ended(delivery);
  }
}
