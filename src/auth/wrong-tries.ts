import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

import { Clock } from '../config/clock.js';
import { addressBlock } from './address-block.js';

const MINUTE_MS = 60_000;
const MOST_TRIES = 20;
/** Those seen longest ago are forgotten: some two megabytes, however many addresses come. */
const MOST_ADDRESSES = 10_000;

/** Counts credentials that were sent and refused: twenty in any minute for each address, an IPv6 one by its /64. */
@Injectable()
export class WrongTries {
  private readonly logger = new Logger(WrongTries.name);
  /** When the last tries were, oldest first, at most twenty. */
  private readonly triesByAddress = new LRUCache<string, readonly number[]>({ max: MOST_ADDRESSES });

  constructor(private readonly clock: Clock) {}

  /** Whether the next wrong try from there is one too many. */
  isExhausted(address: string): boolean {
    return this.recentTries(addressBlock(address)).length >= MOST_TRIES;
  }

  /** Notes a wrong try. When it is one too many it counts no further; the whole seconds until the next are returned. */
  note(address: string): number | undefined {
    const block = addressBlock(address);
    const tries = this.recentTries(block);
    const nowMs = this.clock.monotonicMs();
    const oldestMs = tries[0] ?? nowMs;
    if (tries.length >= MOST_TRIES) return Math.ceil((oldestMs + MINUTE_MS - nowMs) / 1000);
    this.triesByAddress.set(block, [...tries, nowMs]);
    if (tries.length === MOST_TRIES - 1) this.tell(block);
    return undefined;
  }

  private recentTries(block: string): readonly number[] {
    const earliestMs = this.clock.monotonicMs() - MINUTE_MS;
    return (this.triesByAddress.get(block) ?? []).filter((triedAtMs) => triedAtMs > earliestMs);
  }

  private tell(address: string): void {
    this.logger.warn({
      code: 'credentials_guessed',
      address,
      message: `${MOST_TRIES} wrong credentials came from one address within a minute.`,
    });
  }
}
