import { Injectable } from '@nestjs/common';

import { RedisClient } from '../redis/redis.client.js';
import { WINDOW_MS } from './rate-window.js';

const KEY_PREFIX = 'backup-jobs:rate:';

/**
 * One round trip, and nobody in between: adds to the count of the window, opens the window where there is none.
 * What is no count, or would last longer than a window, is somebody else's or broken: it must not lock a client out.
 */
const ADD = `
local used = redis.pcall('INCRBY', KEYS[1], ARGV[1])
if type(used) == 'table' then
  redis.call('DEL', KEYS[1])
  used = redis.call('INCRBY', KEYS[1], ARGV[1])
end
local left = redis.call('PTTL', KEYS[1])
if left < 0 or left > tonumber(ARGV[2]) then
  left = tonumber(ARGV[2])
  redis.call('SET', KEYS[1], ARGV[1], 'PX', left)
  used = tonumber(ARGV[1])
end
return {used, left}`;

/** What all replicas have counted in the present window of a client. */
export interface SharedCount {
  readonly used: number;
  readonly endsInMs: number;
}

/** The counts that all replicas share, in Redis: one number for each client, gone when its window ends. */
@Injectable()
export class SharedRates {
  constructor(private readonly redis: RedisClient) {}

  /** Whether there is a Redis to be asked, in reach or not. */
  get isOn(): boolean {
    return this.redis.isConfigured;
  }

  /** Adds requests of a client; the count after them, or undefined when Redis is away, slow or not configured. */
  async add(clientName: string, requests: number): Promise<SharedCount | undefined> {
    const answer = await this.redis.run((redis) =>
      redis.eval(ADD, 1, KEY_PREFIX + clientName, requests, WINDOW_MS),
    );
    return countIn(answer);
  }
}

function countIn(answer: unknown): SharedCount | undefined {
  if (!Array.isArray(answer)) return undefined;
  const [used, endsInMs]: unknown[] = answer;
  return typeof used === 'number' && typeof endsInMs === 'number' ? { used, endsInMs } : undefined;
}
