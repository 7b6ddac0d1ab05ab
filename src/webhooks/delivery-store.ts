import { Injectable } from '@nestjs/common';

import { RedisClient, type RedisCommands } from '../redis/redis.client.js';
import { deliveryKey, parseDelivery, type Delivery } from './delivery.js';
import { DELIVERIES_KEY } from './shared-keys.js';

/** Keeps messages that are on their way in Redis, so that a restart loses none. Without Redis it keeps nothing. */
@Injectable()
export class DeliveryStore {
  constructor(private readonly redis: RedisClient) {}

  /** False when it could not be kept. */
  async put(delivery: Delivery): Promise<boolean> {
    return await this.ask('HSET', deliveryKey(delivery), JSON.stringify(delivery));
  }

  async remove(delivery: Delivery): Promise<boolean> {
    return await this.ask('HDEL', deliveryKey(delivery));
  }

  /** All of them; undefined when Redis says nothing. */
  async all(): Promise<readonly Delivery[] | undefined> {
    if (!this.redis.isConfigured) return [];
    const texts = await this.run("return redis.call('HVALS', KEYS[1])", []);
    if (!Array.isArray(texts)) return undefined;
    return texts.flatMap((text) => (typeof text === 'string' ? (parseDelivery(text) ?? []) : []));
  }

  private async ask(command: 'HSET' | 'HDEL', ...values: readonly string[]): Promise<boolean> {
    if (!this.redis.isConfigured) return true;
    return (await this.run(`return redis.call('${command}', KEYS[1], unpack(ARGV))`, values)) !== undefined;
  }

  private async run(script: string, values: readonly string[]): Promise<unknown> {
    const evaluate = (redis: RedisCommands): Promise<unknown> =>
      redis.eval(script, 1, DELIVERIES_KEY, ...values);
    return await this.redis.run(evaluate);
  }
}
