import { Injectable, Logger } from '@nestjs/common';

import type { Delivery } from './delivery.js';

/** A receiver as logs name it: the place of its entry and its host. Its path and query may hold a key. */
export interface NamedReceiver {
  readonly webhook: number;
  readonly host: string;
}

/** Says what became of messages: the one place for it. */
@Injectable()
export class DeliveryReport {
  private readonly logger = new Logger(DeliveryReport.name);

  delivered(delivery: Delivery, receiver: NamedReceiver): void {
    const message = 'a receiver took a message';
    this.logger.log({ code: 'webhook_delivered', ...receiver, ...named(delivery), message });
  }

  failed(delivery: Delivery, receiver: NamedReceiver, why: { reason: string; retryInMs: number }): void {
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
    const message = 'a message is not sent any more';
    this.logger.error({ code: 'webhook_given_up', ...receiver, ...named(delivery), reason, message });
  }
}

function named({ messageId, type, organizationId, attempts }: Delivery): object {
  return { messageId, type, organizationId, attempts };
}
