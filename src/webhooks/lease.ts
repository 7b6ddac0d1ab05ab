import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { RedisClient } from '../redis/redis.client.js';
import { LEASE_KEY } from './shared-keys.js';

/** How often the lease is asked for or prolonged. */
export const LEASE_EVERY_MS = 5_000;
const LEASE_MS = 20_000;
/** After so many questions without a word from Redis, which takes fifteen seconds, every replica goes on by itself. */
const MOST_UNANSWERED = 4;

const TAKE = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

const GIVE_BACK = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/**
 * Decides which of several replicas watches for receivers and sends. It spares the upstream and the receivers, and
 * nothing rests on it: two that send at once send the same ids. Without Redis everybody holds it.
 */
@Injectable()
export class Lease {
  private readonly holder = randomUUID();
  private isMine = false;
  private unanswered = 0;

  constructor(private readonly redis: RedisClient) {}

  get isHeld(): boolean {
    return this.isMine || !this.redis.isConfigured || this.isRedisSilent;
  }

  /** Then nothing can be learned from it, and waiting for it would silence alerts. */
  get isRedisSilent(): boolean {
    return this.unanswered >= MOST_UNANSWERED;
  }

  /** Asks for it, or prolongs it. While Redis says nothing, whoever has it keeps it. */
  async renew(): Promise<void> {
    if (!this.redis.isConfigured) return;
    const answer = await this.redis.run((redis) => redis.eval(TAKE, 1, LEASE_KEY, this.holder, LEASE_MS));
    this.unanswered = answer === undefined ? this.unanswered + 1 : 0;
    if (answer !== undefined) this.isMine = answer === 1;
  }

  async giveBack(): Promise<void> {
    if (!this.isMine) return;
    this.isMine = false;
    await this.redis.run((redis) => redis.eval(GIVE_BACK, 1, LEASE_KEY, this.holder));
  }
}
