import type { Clock } from '../config/clock.js';

/** Redis took too long; what it was asked may still happen. */
export class RedisTimeout extends Error {
  override readonly name = 'RedisTimeout';
}

/** What the work brings, when it brings it in time; else rejects with a `RedisTimeout`. */
export async function withinTime<T>(clock: Clock, timeMs: number, work: Promise<T>): Promise<T> {
  const over = Promise.withResolvers<never>();
  const cancel = clock.after(timeMs, () => over.reject(new RedisTimeout('Redis took too long')));
  try {
    return await Promise.race([work, over.promise]);
  } finally {
    cancel();
  }
}
