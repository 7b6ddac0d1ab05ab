import { Injectable, type OnModuleInit } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { Clock } from '../config/clock.js';
import { parseOrganizationId, type OrganizationId } from '../organizations/organization.js';
import { OrganizationRegistry } from '../organizations/organization-registry.js';
import { RedisClient } from '../redis/redis.client.js';
import { CopyStore } from './copy-store.js';
import { epochKey, PURGE_CHANNEL } from './shared-keys.js';
import { PURGE_SCRIPT } from './shared-scripts.js';

/** How long after a purge that could not be handed on it is tried again. */
const AGAIN_MS = 1_000;

interface OwnOrganization {
  readonly id: OrganizationId;
}

/**
 * Drops organizations here and in all replicas. Each has an epoch in Redis, which changes with every purge: entries of
 * another epoch count for nothing, and a replica that finds one it does not know has missed a purge, and drops its own.
 */
@Injectable()
export class Purges implements OnModuleInit {
  private readonly epochs = new Map<OrganizationId, string>();
  /** What was dropped here and is not handed on yet, with its new epoch; no more than there are organizations. */
  private readonly pending = new Map<OrganizationId, string>();
  private isTriedAgain = false;

  constructor(
    private readonly redis: RedisClient,
    private readonly store: CopyStore,
    private readonly organizations: OrganizationRegistry,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const joined = (): void => void this.catchUp();
    this.redis.subscribe(PURGE_CHANNEL, { heard: (message) => this.heard(message), joined });
  }

  /** Drops them here at once, in the other replicas as soon as Redis hears of it. */
  async drop(organizations: readonly OwnOrganization[]): Promise<void> {
    if (this.redis.isConfigured) for (const { id } of organizations) this.pending.set(id, randomUUID());
    await Promise.all(organizations.map((organization) => this.store.dropOrganization(organization)));
    await this.handOn();
  }

  /** The epoch to begin with where Redis has none: a Redis that lost its data has lost every entry of an older epoch too. */
  epochToBeginWith({ id }: OwnOrganization): string {
    return this.epochs.get(id) ?? randomUUID();
  }

  /** Whether what Redis has of an organization may be from before a purge. */
  isPending({ id }: OwnOrganization): boolean {
    return this.pending.has(id);
  }

  /** Takes note of an epoch that Redis has; drops what is held here when it is another than was known. */
  observe({ id }: OwnOrganization, epoch: string): void {
    const isKnown = this.epochs.get(id) === epoch;
    this.epochs.set(id, epoch);
    if (!isKnown && this.store.hasAnyOf({ id })) void this.store.dropOrganization({ id });
  }

  private async handOn(): Promise<void> {
    const told = [...this.pending];
    if (told.length === 0) return;
    // Known before it is told: a replica hears itself, too.
    for (const [id, epoch] of told) this.epochs.set(id, epoch);
    const keys = told.map(([id]) => epochKey(id));
    const epochs = told.map(([, epoch]) => epoch);
    const receivers = await this.redis.run((redis) =>
      redis.eval(PURGE_SCRIPT, keys.length, ...keys, PURGE_CHANNEL, JSON.stringify(told), ...epochs),
    );
    if (receivers === undefined) return this.tryAgain();
    // It may have been dropped once more while this was told.
    for (const [id, epoch] of told) if (this.pending.get(id) === epoch) this.pending.delete(id);
  }

  private tryAgain(): void {
    if (this.isTriedAgain) return;
    this.isTriedAgain = true;
    this.clock.after(AGAIN_MS, () => {
      this.isTriedAgain = false;
      void this.handOn();
    });
  }

  private heard(message: string): void {
    for (const [id, epoch] of readPurge(message)) this.purged(id, epoch);
  }

  /** What is on its way counts as held: it was asked for before. */
  private purged(id: OrganizationId, epoch: string): void {
    const isOurs = this.organizations.find(id) !== undefined || this.store.hasAnyOf({ id });
    if (!isOurs || this.epochs.get(id) === epoch) return;
    this.epochs.set(id, epoch);
    void this.store.dropOrganization({ id });
  }

  /** After a time in which purges may have been missed: every epoch is compared with what was known. */
  private async catchUp(): Promise<void> {
    const organizations = this.organizations.all();
    if (organizations.length === 0) return;
    const keys = organizations.map(({ id }) => epochKey(id));
    const epochs = await this.redis.run((redis) => redis.mget(keys));
    organizations.forEach((organization, place) => {
      const epoch = epochs?.[place];
      if (typeof epoch === 'string' && !this.isPending(organization)) this.observe(organization, epoch);
    });
  }
}

/** Ids and new epochs; what is no message of ours tells nothing. */
function readPurge(message: string): (readonly [OrganizationId, string])[] {
  try {
    const told: unknown = JSON.parse(message);
    return Array.isArray(told) ? told.flatMap(readOne) : [];
  } catch {
    return [];
  }
}

function readOne(told: unknown): (readonly [OrganizationId, string])[] {
  if (!Array.isArray(told)) return [];
  const [name, epoch]: unknown[] = told;
  const id = typeof name === 'string' ? parseOrganizationId(name) : undefined;
  return id !== undefined && typeof epoch === 'string' ? [[id, epoch]] : [];
}
