import { CACHE_MANAGER, type Cache } from '@nestjs/cache-manager';
import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import type { Organization } from '../organizations/organization.js';
import { isFresh, type Copy } from './copy.js';
import { copyOwner, type CopyKey } from './copy-key.js';
import { MemoryTier } from './memory-tier.js';

/** Holds copies by their key. No copy gets in here without a finite life ahead of it. */
@Injectable()
export class CopyStore {
  private drops = 0;

  constructor(
    @Inject(CACHE_MANAGER) private readonly levels: Cache,
    private readonly memory: MemoryTier,
    private readonly clock: Clock,
  ) {}

  async get<T>(key: CopyKey): Promise<Copy<T> | undefined> {
    return await this.levels.get<Copy<T>>(key);
  }

  /** Counts what was dropped on purpose: what was asked for before must not be held after. */
  get epoch(): number {
    return this.drops;
  }

  /** Holds a copy until nothing of it may be shown. One without a life ahead is not held: stores take 0 and NaN for "for ever". */
  async put(key: CopyKey, copy: Copy<unknown>): Promise<void> {
    const lifeMs =
      Math.max(copy.freshUntilMonotonicMs, copy.staleUntilMonotonicMs) - this.clock.monotonicMs();
    if (Number.isFinite(lifeMs) && lifeMs >= 1) await this.levels.set(key, copy, Math.floor(lifeMs));
  }

  /** Lets a copy go as soon as it is no longer fresh. */
  async retire(key: CopyKey, copy: Copy<unknown>): Promise<void> {
    if (isFresh(copy, this.clock.monotonicMs()))
      await this.put(key, { ...copy, staleUntilMonotonicMs: copy.freshUntilMonotonicMs });
    else await this.levels.del(key);
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
    this.drops += 1;
    await Promise.all(this.keysOf(organization).map((key) => this.levels.del(key)));
  }

  private keysOf(organization: Organization): CopyKey[] {
    return this.memory.keysOf(copyOwner(organization));
  }
}
