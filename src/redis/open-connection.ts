import { Redis, type RedisOptions } from 'ioredis';

import type { Clock } from '../config/clock.js';
import type { Secret } from '../config/secret.js';
import { withinTime } from './within-time.js';

/** Time for an address to be found, a connection to be made and a password to be taken. */
const OPEN_TIMEOUT_MS = 1_000;

const OPTIONS = {
  lazyConnect: true,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  // A connection that is lost stays lost: whoever opened it opens another one, with the password as it stands then.
  retryStrategy: null,
  // Subscriptions and commands share a connection, so that what is heard and what is read come in one order.
  protocol: 3,
} satisfies RedisOptions;

/**
 * Opens a connection that is ready for commands. Rejects with why it could not be opened.
 * Redis 6 or later, or Valkey; `redis://` or `rediss://`, with user, password and database where the address names them.
 */
export async function openConnection(address: Secret, clock: Clock): Promise<Redis> {
  const redis = new Redis(address.reveal(), OPTIONS);
  let failure: unknown;
  // Without a listener the library prints its errors, and they hold what was sent.
  redis.on('error', (error: unknown) => (failure = error));
  try {
    await withinTime(clock, OPEN_TIMEOUT_MS, redis.connect());
    return redis;
  } catch (error) {
    redis.disconnect();
    // The first reason is the better one: afterwards there is only a closed connection.
    throw failure ?? error;
  }
}
