import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';

import { InstrumentRegistry } from './instrument-registry.js';

const OUTCOMES = ['delivered', 'failed', 'given_up'] as const;

export type DeliveryOutcome = (typeof OUTCOMES)[number];

/** Which entry of `webhooks`, by its place in the configuration, and which organization it is told of. */
export interface WebhookSubject {
  readonly webhook: number;
  readonly organizationId: string;
}

/** What can be said of a subject whenever it is asked. */
export interface WebhookReading extends WebhookSubject {
  readonly connection: string;
  /** What the entry is told of. */
  readonly events: readonly string[];
  /** Messages that are on their way. */
  readonly pending: number;
  /** Of the message that has been on its way longest; 0 without any. */
  readonly oldestAgeSeconds: number;
}

/** Measures what becomes of messages to receivers. Receivers are numbers: their addresses may hold a key. */
@Injectable()
export class WebhookInstruments {
  private counts = new Map<string, number>();
  private readAll: () => readonly WebhookReading[] = () => [];
  private readonly deliveries;
  private readonly pending;
  private readonly oldest;

  constructor(registry: InstrumentRegistry) {
    const labelNames = ['webhook', 'connection', 'organization_id'] as const;
    const registers = [registry];
    this.deliveries = new Counter({
      name: 'bff_webhook_deliveries_total',
      help: 'Attempts to deliver a message: delivered, failed (tried again), given_up (the message is lost).',
      labelNames: [...labelNames, 'event', 'outcome'],
      registers,
    });
    this.pending = new Gauge({
      name: 'bff_webhook_deliveries_pending',
      help: 'Messages that no receiver has taken yet, in the replica that sends.',
      labelNames,
      registers,
    });
    this.oldest = new Gauge({
      name: 'bff_webhook_oldest_pending_age_seconds',
      help: 'How long the oldest message has been on its way that was not taken yet; 0 without any.',
      labelNames,
      registers,
    });
  }

  ended(subject: WebhookSubject, { event, outcome }: { event: string; outcome: DeliveryOutcome }): void {
    const key = keyOf(subject, event, outcome);
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** From now on this is asked at every scrape. */
  watch(readAll: () => readonly WebhookReading[]): void {
    this.readAll = readAll;
  }

  /** Writes down what is configured now, zeros too; what was counted of anything else is forgotten. */
  read(): void {
    for (const metric of [this.deliveries, this.pending, this.oldest]) metric.reset();
    const counted = this.counts;
    this.counts = new Map();
    for (const reading of this.readAll()) this.write(reading, counted);
  }

  private write(reading: WebhookReading, counted: ReadonlyMap<string, number>): void {
    const { webhook, connection, organizationId, events, pending, oldestAgeSeconds } = reading;
    const labels = { webhook, connection, organization_id: organizationId };
    this.pending.set(labels, pending);
    this.oldest.set(labels, oldestAgeSeconds);
    for (const event of events) {
      for (const outcome of OUTCOMES) {
        const key = keyOf(reading, event, outcome);
        const count = counted.get(key) ?? 0;
        this.counts.set(key, count);
        this.deliveries.inc({ ...labels, event, outcome }, count);
      }
    }
  }
}

function keyOf({ webhook, organizationId }: WebhookSubject, event: string, outcome: DeliveryOutcome): string {
  return [webhook, organizationId, event, outcome].join(' ');
}
