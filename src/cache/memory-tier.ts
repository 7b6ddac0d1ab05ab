import { Injectable } from '@nestjs/common';
import type { KeyvStoreAdapter, StoredData } from 'keyv';
import { LRUCache } from 'lru-cache';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import type { OrganizationId } from '../organizations/organization.js';
import type { Copy } from './copy.js';
import { isOwnedBy, ownerOf, type CopyKey } from './copy-key.js';

/** What Keyv wraps around a value. */
interface Envelope {
  readonly value: Copy<unknown>;
}

const SWEEP_EVERY_MS = 60_000;

/**
 * The first level of copies, in this process: bounded in bytes, least recently used first.
 * Values are kept as they are, without turning them into text and back.
 */
@Injectable()
export class MemoryTier implements KeyvStoreAdapter {
  readonly opts = {};
  readonly namespace = undefined;
  private readonly entries: LRUCache<CopyKey, Envelope>;
  /** The keys of each organization: looking through all of them for every one would take seconds. */
  private readonly keysByOwner = new Map<string, Set<CopyKey>>();
  private sweptAtMs: number;
  private changeCount = 0;

  constructor(
    config: ConfigService,
    private readonly clock: Clock,
  ) {
    this.sweptAtMs = clock.monotonicMs();
    const { maxBytes } = config.current.cache;
    this.entries = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: maxBytes,
      sizeCalculation: (envelope, key) => envelope.value.sizeBytes + key.length,
      ttlAutopurge: false,
      // Asked at every look: the clock is cheap, and a test's clock moves at once.
      ttlResolution: 0,
      onInsert: (_envelope, key) => {
        this.changeCount += 1;
        this.index(key);
      },
      dispose: (_envelope, key, reason) => {
        this.changeCount += 1;
        if (reason !== 'set') this.unindex(key);
      },
      perf: { now: () => clock.monotonicMs() },
    });
  }

  /** Another number whenever anything was put in, replaced or let go, for whatever reason. */
  get changes(): number {
    return this.changeCount;
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

  /** The keys of what an organization has, `owner` being the part of them that names it. */
  keysOf(owner: string): CopyKey[] {
    return [...(this.keysByOwner.get(owner) ?? [])];
  }

  /** Everyone of whom something is held and whose name begins with that of an organization. */
  ownersOf(id: OrganizationId): string[] {
    return [...this.keysByOwner.keys()].filter((owner) => isOwnedBy(owner, id));
  }

  get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Keyv's own interface lets the reader name the type.
    return Promise.resolve(this.entries.get(asCopyKey(key)) as StoredData<Value> | undefined);
  }

  set(key: string, envelope: Envelope, ttlMs?: number): void {
    this.sweep();
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

  /** What has expired is let go now and then, and not only when somebody asks for it. */
  private sweep(): void {
    const nowMs = this.clock.monotonicMs();
    if (nowMs - this.sweptAtMs < SWEEP_EVERY_MS) return;
    this.sweptAtMs = nowMs;
    this.entries.purgeStale();
  }

  private index(key: CopyKey): void {
    const owner = ownerOf(key);
    const keys = this.keysByOwner.get(owner) ?? new Set();
    this.keysByOwner.set(owner, keys.add(key));
  }

  private unindex(key: CopyKey): void {
    const keys = this.keysByOwner.get(ownerOf(key));
    keys?.delete(key);
    if (keys?.size === 0) this.keysByOwner.delete(ownerOf(key));
  }
}

function asCopyKey(key: string): CopyKey {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Only the copy store writes here, and it takes copy keys only.
  return key as CopyKey;
}
