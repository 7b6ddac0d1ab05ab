import { createHmac } from 'node:crypto';

import type { Secret } from '../config/secret.js';
import type { Delivery } from './delivery.js';

const PREFIX = 'whsec_';

/** The three header fields of Standard Webhooks 1.0.0: the signature is over id, moment of this attempt, and body. */
export function signedHeaders(
  { messageId, body }: Pick<Delivery, 'messageId' | 'body'>,
  secret: Secret,
  nowMs: number,
): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const signature = createHmac('sha256', keyOf(secret))
    .update(`${messageId}.${timestamp}.${body}`)
    .digest('base64');
  return {
    'webhook-id': messageId,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

/** After `whsec_` stands base64; any other text is the key itself. */
function keyOf(secret: Secret): Buffer {
  const text = secret.reveal();
  return text.startsWith(PREFIX) ? Buffer.from(text.slice(PREFIX.length), 'base64') : Buffer.from(text);
}
