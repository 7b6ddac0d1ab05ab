import { Injectable, Logger } from '@nestjs/common';
import type { CryptoKey } from 'jose';

import { Clock } from '../config/clock.js';
import type { KeySet } from './key-set.js';
import { KeySetClient } from './key-set.client.js';
import type { UnprovenToken } from './unproven-token.js';

/** At most one fetch begins in this time, whatever callers send. */
const FETCH_REST_MS = 30_000;
/** A set is renewed behind the callers' backs after this time: a key that was withdrawn ceases to count. */
const RENEW_AFTER_MS = 600_000;
/** How long the last good set counts while the key service is down. */
const LONGEST_LIFE_MS = 86_400_000;

type Wanted = Pick<UnprovenToken, 'algorithm' | 'keyId'>;

interface HeldKeySet {
  readonly keys: KeySet;
  readonly fetchedAtMs: number;
}

/** Holds the keys that prove bearer tokens: fetched when a token names an unknown one, shared by all, kept while the key service is down. */
@Injectable()
export class KeySetKeeper {
  private readonly logger = new Logger(KeySetKeeper.name);
  private held: HeldKeySet | undefined;
  private flight: Promise<void> | undefined;
  private nextFetchAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly client: KeySetClient,
    private readonly clock: Clock,
  ) {}

  /** The key a token can be signed with: `unknown` when the set has none, `unavailable` while there is no set. */
  async keyFor(token: Wanted): Promise<CryptoKey | 'unknown' | 'unavailable'> {
    const held = this.usable();
    if (held !== undefined && this.ageMs(held) >= RENEW_AFTER_MS) void this.refresh();
    const key = await held?.keys.keyFor(token);
    if (key !== undefined) return key;
    await this.refresh();
    const renewed = this.usable();
    if (renewed === undefined) return 'unavailable';
    return (await renewed.keys.keyFor(token)) ?? 'unknown';
  }

  private usable(): HeldKeySet | undefined {
    return this.held !== undefined && this.ageMs(this.held) < LONGEST_LIFE_MS ? this.held : undefined;
  }

  private ageMs({ fetchedAtMs }: HeldKeySet): number {
    return this.clock.monotonicMs() - fetchedAtMs;
  }

  /** Waits for the fetch that is under way, or for a new one if it is time for one. */
  private async refresh(): Promise<void> {
    const nowMs = this.clock.monotonicMs();
    if (this.flight === undefined && nowMs >= this.nextFetchAtMs) {
      this.nextFetchAtMs = nowMs + FETCH_REST_MS;
      this.flight = this.fetch(nowMs).finally(() => {
        this.flight = undefined;
      });
    }
    await this.flight;
  }

  private async fetch(nowMs: number): Promise<void> {
    const fetched = await this.client.fetch();
    if (typeof fetched !== 'string') {
      this.held = { keys: fetched, fetchedAtMs: nowMs };
      return;
    }
    this.logger.warn({
      code: 'key_set_failed',
      reason: fetched,
      message: 'The keys of bearer tokens could not be fetched; the known ones go on counting for a day.',
    });
  }
}
