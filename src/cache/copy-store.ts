import { CACHE_MANAGER, type Cache } from '@nestjs/cache-manager';
import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import type { Organization } from '../organizations/organization.js';
import type { Copy } from './copy.js';
import { isCopyOf, type CopyKey } from './copy-key.js';
import { MemoryTier } from './memory-tier.js';

/** Holds copies by their key. Lives are checked here, once, for every level below. */
@Injectable()
export class CopyStore {
  constructor(
    @Inject(CACHE_MANAGER) private readonly levels: Cache,
    private readonly memory: MemoryTier,
    private readonly clock: Clock,
  ) {}

  async get<T>(key: CopyKey): Promise<Copy<T> | undefined> {
    return await this.levels.get<Copy<T>>(key);
  }

  /** Holds a copy until its freshness ends. One without a life ahead is not held: stores take 0 and NaN for "for ever". */
  async put(key: CopyKey, copy: Copy<unknown>): Promise<void> {
    const lifeMs = copy.freshUntilMonotonicMs - this.clock.monotonicMs();
    if (Number.isFinite(lifeMs) && lifeMs >= 1) await this.levels.set(key, copy, Math.floor(lifeMs));
  }

  /** Whether this very copy is still what is held; counts as a use, so that what answers are made of is not let go first. */
  isHeld(key: CopyKey, copy: Copy<unknown>): boolean {
    return this.memory.use(key) === copy;
  }

  /** Every copy of an organization that is held in this process. */
  copiesOf<T>(organization: Organization): [CopyKey, Copy<T>][] {
    return this.keysOf(organization)
      .map((key): [CopyKey, Copy<T> | undefined] => [key, this.memory.peek<T>(key)])
      .filter((entry): entry is [CopyKey, Copy<T>] => entry[1] !== undefined);
  }

  async dropOrganization(organization: Organization): Promise<void> {
    await Promise.all(this.keysOf(organization).map((key) => this.levels.del(key)));
  }

  private keysOf(organization: Organization): CopyKey[] {
    return this.memory.keys().filter((key) => isCopyOf(key, organization));
  }
}
