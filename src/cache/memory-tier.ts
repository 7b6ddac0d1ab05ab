import { Injectable } from '@nestjs/common';
import type { KeyvStoreAdapter, StoredData } from 'keyv';
import { LRUCache } from 'lru-cache';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import type { Copy } from './copy.js';
import type { CopyKey } from './copy-key.js';

/** What Keyv wraps around a value. */
interface Envelope {
  readonly value: Copy<unknown>;
}

/**
 * The first level of copies, in this process: bounded in bytes, least recently used first.
 * Values are kept as they are, without turning them into text and back.
 */
@Injectable()
export class MemoryTier implements KeyvStoreAdapter {
  readonly opts = {};
  readonly namespace = undefined;
  private readonly entries: LRUCache<CopyKey, Envelope>;

  constructor(config: ConfigService, clock: Clock) {
    const { maxBytes } = config.current.cache;
    this.entries = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: maxBytes,
      sizeCalculation: (envelope, key) => envelope.value.sizeBytes + key.length,
      ttlAutopurge: false,
      // Asked at every look: the clock is cheap, and a test's clock moves at once.
      ttlResolution: 0,
      perf: { now: () => clock.monotonicMs() },
    });
  }

  /** The copy as it is held now, without counting as a use. */
  peek<T>(key: CopyKey): Copy<T> | undefined {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A key names the question, and the question the type of its answer.
    return this.entries.peek(key)?.value as Copy<T> | undefined;
  }

  /** The same, counting as a use. */
  use(key: CopyKey): Copy<unknown> | undefined {
    return this.entries.get(key)?.value;
  }

  keys(): CopyKey[] {
    return [...this.entries.keys()];
  }

  get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Keyv's own interface lets the reader name the type.
    return Promise.resolve(this.entries.get(asCopyKey(key)) as StoredData<Value> | undefined);
  }

  set(key: string, envelope: Envelope, ttlMs?: number): void {
    this.entries.set(asCopyKey(key), envelope, ttlMs === undefined ? {} : { ttl: ttlMs });
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.entries.delete(asCopyKey(key)));
  }

  clear(): Promise<void> {
    this.entries.clear();
    return Promise.resolve();
  }

  on(): this {
    return this;
  }
}

function asCopyKey(key: string): CopyKey {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Only the copy store writes here, and it takes copy keys only.
  return key as CopyKey;
}
