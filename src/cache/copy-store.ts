import { CACHE_MANAGER, type Cache } from '@nestjs/cache-manager';
import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import type { Organization, OrganizationId } from '../organizations/organization.js';
import { isFresh, type Copy } from './copy.js';
import { copyOwner, isAsideKey, type AsideKey, type CopyKey } from './copy-key.js';
import { MemoryTier } from './memory-tier.js';

/** How much memory something held beside the copies takes, and for how long. */
export interface AsideLife {
  readonly sizeBytes: number;
  readonly lifeMs: number;
}

/** Holds copies by their key. No copy gets in here without a finite life ahead of it. */
@Injectable()
export class CopyStore {
  /** How often each organization was dropped on purpose. */
  private readonly drops = new Map<OrganizationId, number>();

  constructor(
    @Inject(CACHE_MANAGER) private readonly levels: Cache,
    private readonly memory: MemoryTier,
    private readonly clock: Clock,
  ) {}

  async get<T>(key: CopyKey): Promise<Copy<T> | undefined> {
    return await this.levels.get<Copy<T>>(key);
  }

  /** Changes when an organization is dropped on purpose: what was asked for before must not be held after. */
  epochOf({ id }: Pick<Organization, 'id'>): number {
    return this.drops.get(id) ?? 0;
  }

  /** Holds a copy until nothing of it may be shown. One without a life ahead is not held: stores take 0 and NaN for "for ever". */
  async put(key: CopyKey, copy: Copy<unknown>): Promise<void> {
    const lifeMs =
      Math.max(copy.freshUntilMonotonicMs, copy.staleUntilMonotonicMs) - this.clock.monotonicMs();
    if (Number.isFinite(lifeMs) && lifeMs >= 1) await this.levels.set(key, copy, Math.floor(lifeMs));
  }

  /** Holds a copy, unless its organization was dropped since the epoch was read: also when that happens while it is put away. */
  async putUnlessDropped(
    { key, organization }: { readonly key: CopyKey; readonly organization: Organization },
    copy: Copy<unknown>,
    epoch: number,
  ): Promise<void> {
    if (epoch !== this.epochOf(organization)) return;
    await this.put(key, copy);
    const isDropped = epoch !== this.epochOf(organization) && this.memory.peek(key) === copy;
    if (isDropped) await this.levels.del(key);
  }

  /** Lets a copy go as soon as it is no longer fresh. */
  async retire(key: CopyKey, copy: Copy<unknown>): Promise<void> {
    if (isFresh(copy, this.clock.monotonicMs()))
      await this.put(key, { ...copy, staleUntilMonotonicMs: copy.freshUntilMonotonicMs });
    else await this.levels.del(key);
  }

  /** What is held in this process, without counting as a use. */
  peek<T>(key: CopyKey): Copy<T> | undefined {
    return this.memory.peek<T>(key);
  }

  /** Another number whenever anything that is held has changed: as long as it is the same, so is everything. */
  get changes(): number {
    return this.memory.changes;
  }

  /** Whether this very copy is still what is held; counts as a use, so that what answers are made of is not let go first. */
  isHeld(key: CopyKey, copy: Copy<unknown>): boolean {
    return this.memory.use(key) === copy;
  }

  /** What is held beside the copies, as it is; undefined when there is nothing. Counts as a use. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- The reader names the type, as the key does.
  asideOf<T>(key: AsideKey): T | undefined {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A key names what is held under it.
    return this.memory.use(key)?.value as T | undefined;
  }

  /** Holds something beside an organization's copies, in the same memory: dropped with them, and never given to other replicas. */
  putAside(key: AsideKey, value: unknown, { sizeBytes, lifeMs }: AsideLife): void {
    const nowMs = this.clock.monotonicMs();
    const untilMs = nowMs + lifeMs;
    this.memory.set(
      key,
      {
        value: {
          value,
          sizeBytes,
          fetchedAtMs: this.clock.wallMs(),
          fetchedAtMonotonicMs: nowMs,
          freshUntilMonotonicMs: untilMs,
          staleUntilMonotonicMs: untilMs,
        },
      },
      lifeMs,
    );
  }

  /** Every copy of an organization that is held in this process. */
  copiesOf<T>(organization: Organization): [CopyKey, Copy<T>][] {
    return this.keysOf(organization)
      .filter((key) => !isAsideKey(key))
      .map((key): [CopyKey, Copy<T> | undefined] => [key, this.memory.peek<T>(key)])
      .filter((entry): entry is [CopyKey, Copy<T>] => entry[1] !== undefined);
  }

  /** Whether anything of an organization is held in this process. */
  hasAnyOf({ id }: Pick<Organization, 'id'>): boolean {
    return this.memory.ownersOf(id).length > 0;
  }

  /** Drops all that is held of an organization in this process, however it is or was configured. */
  async dropOrganization({ id }: Pick<Organization, 'id'>): Promise<void> {
    this.drops.set(id, this.epochOf({ id }) + 1);
    const keys = this.memory.ownersOf(id).flatMap((owner) => this.memory.keysOf(owner));
    await Promise.all(keys.map((key) => this.levels.del(key)));
  }

  private keysOf(organization: Organization): CopyKey[] {
    return this.memory.keysOf(copyOwner(organization));
  }
}
