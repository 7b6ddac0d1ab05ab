import { createHash } from 'node:crypto';

import type { WebhookMessage } from './webhook-message.js';

/** One message on its way to one receiver. */
export interface Delivery {
  /** Names the receiver without showing its address, which may hold a key. */
  readonly receiver: string;
  readonly messageId: string;
  readonly type: string;
  readonly organizationId: string;
  readonly body: string;
  /** When it was made, in epoch milliseconds. */
  readonly postedAtMs: number;
  /** How often it has been tried. */
  readonly attempts: number;
  /** Epoch milliseconds, so that it holds in the next life of the process, too. */
  readonly dueAtMs: number;
}

/** Names a receiver by its address alone: its secret may be replaced while messages wait. */
export function receiverOf(url: string): string {
  return createHash('sha256').update(url).digest('base64url').slice(0, 16);
}

export function deliveryOf(message: WebhookMessage, url: string, nowMs: number): Delivery {
  const { id: messageId, type, organizationId, body } = message;
  const times = { postedAtMs: nowMs, attempts: 0, dueAtMs: nowMs };
  return { receiver: receiverOf(url), messageId, type, organizationId, body, ...times };
}

/** One receiver gets a message once, however many entries name it. */
export function deliveryKey({ receiver, messageId }: Delivery): string {
  return `${receiver}:${messageId}`;
}

/** Reads a delivery that was kept as text; undefined when it is none. */
export function parseDelivery(text: string): Delivery | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isDelivery(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const TEXTS = ['receiver', 'messageId', 'type', 'organizationId', 'body'];
const NUMBERS = ['postedAtMs', 'attempts', 'dueAtMs'];

function isDelivery(value: unknown): value is Delivery {
  if (typeof value !== 'object' || value === null) return false;
  const members = new Map<string, unknown>(Object.entries(value));
  return (
    TEXTS.every((name) => typeof members.get(name) === 'string') &&
    NUMBERS.every((name) => Number.isFinite(members.get(name)))
  );
}
