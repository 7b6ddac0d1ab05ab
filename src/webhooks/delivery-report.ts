import { Injectable, Logger } from '@nestjs/common';

import { WebhookInstruments, type DeliveryOutcome } from '../instruments/webhook-instruments.js';
import type { Delivery } from './delivery.js';

/** A receiver as logs name it: the place of its entry and its host. Its path and query may hold a key. */
export interface NamedReceiver {
  readonly webhook: number;
  readonly host: string;
}

/** Says what became of messages, in the log and to the instruments: the one place for it. */
@Injectable()
export class DeliveryReport {
  private readonly logger = new Logger(DeliveryReport.name);

  constructor(private readonly instruments: WebhookInstruments) {}

  delivered(delivery: Delivery, receiver: NamedReceiver): void {
    this.count(delivery, receiver, 'delivered');
    const message = 'a receiver took a message';
    this.logger.log({ code: 'webhook_delivered', ...receiver, ...named(delivery), message });
  }

  failed(delivery: Delivery, receiver: NamedReceiver, why: { reason: string; retryInMs: number }): void {
    this.count(delivery, receiver, 'failed');
    const retryInSeconds = Math.round(why.retryInMs / 1000);
    const message = 'a receiver did not take a message; it is tried again';
    this.logger.warn({
      code: 'webhook_failed',
      ...receiver,
      ...named(delivery),
      reason: why.reason,
      retryInSeconds,
      message,
    });
  }

  /** Without a receiver when no entry names it any more. */
  givenUp(delivery: Delivery, receiver: NamedReceiver | undefined, reason: string): void {
    // What was on its way to an entry that is no more has no place to be counted at.
    if (receiver !== undefined) this.count(delivery, receiver, 'given_up');
    const message = 'a message is not sent any more';
    this.logger.error({ code: 'webhook_given_up', ...receiver, ...named(delivery), reason, message });
  }

  private count(
    { type: event, organizationId }: Delivery,
    { webhook }: NamedReceiver,
    outcome: DeliveryOutcome,
  ): void {
    this.instruments.ended({ webhook, organizationId }, { event, outcome });
  }
}

function named({ messageId, type, organizationId, attempts }: Delivery): object {
  return { messageId, type, organizationId, attempts };
}
