import { Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import type { WebhookSettings } from '../config/settings.js';
import { isLoopbackHost } from '../config/web-address.js';
import type { Reach } from '../outgoing/address-lookup.js';
import { OutgoingClient, OutgoingError } from '../outgoing/outgoing.client.js';
import { parseRetryAfter } from '../outgoing/retry-after.js';
import type { Delivery } from './delivery.js';
import { signedHeaders } from './sign-message.js';

/** What one attempt came to. `reason` may be logged: it holds nothing of the receiver's. */
export type Attempt =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'refusedForGood'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterSeconds?: number | undefined }
  | { readonly kind: 'cancelled' };

const TIMEOUT_MS = 15_000;
const GONE = 410;

/** Sends one message to one receiver, once. What the receiver has to say beside its status is not read. */
@Injectable()
export class ReceiverClient {
  constructor(
    private readonly outgoing: OutgoingClient,
    private readonly clock: Clock,
  ) {}

  async send(
    delivery: Delivery,
    { url, secret, mayBePrivate }: WebhookSettings,
    signal: AbortSignal,
  ): Promise<Attempt> {
    const nowMs = this.clock.wallMs();
    const address = new URL(url);
    try {
      const { status, headers } = await this.outgoing.send({
        method: 'POST',
        url: address,
        headers: { 'content-type': 'application/json', ...signedHeaders(delivery, secret, nowMs) },
        body: delivery.body,
        timeoutMs: TIMEOUT_MS,
        maxBytes: 0,
        isBodyIgnored: true,
        reach: reachOf(address, mayBePrivate),
        signal,
      });
      return attemptOf(status, parseRetryAfter(headers['retry-after'], nowMs));
    } catch (error) {
      // A bug of ours must not lose the message either.
      if (!(error instanceof OutgoingError)) return { kind: 'failed', reason: 'internal' };
      if (error.failure === 'cancelled') return { kind: 'cancelled' };
      return { kind: 'failed', reason: error.isAddressRefused ? 'addressNotPublic' : error.failure };
    }
  }
}

/** An address that names this machine is meant so, and gets no further than this machine. */
function reachOf({ hostname }: URL, mayBePrivate: boolean): Reach {
  if (mayBePrivate) return 'anywhere';
  return isLoopbackHost(hostname) ? 'loopback' : 'public';
}

/** A redirect is a failure like any other: messages go where the configuration says. */
function attemptOf(status: number, retryAfterSeconds: number | undefined): Attempt {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  const reason = `status ${status}`;
  return status === GONE ? { kind: 'refusedForGood', reason } : { kind: 'failed', reason, retryAfterSeconds };
}
