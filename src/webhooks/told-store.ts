import { Injectable } from '@nestjs/common';

import { RedisClient } from '../redis/redis.client.js';
import { toldKey } from './shared-keys.js';
import { parseToldState, type ToldState } from './told-state.js';

/** Longer than the window that is looked at: what is older tells nothing any more. */
const KEPT_MS = 8 * 24 * 3_600_000;

interface Held {
  readonly state: ToldState;
  /** Whether it continues what Redis had, or Redis is known to have had nothing. */
  readonly isRooted: boolean;
}

/** What receivers need not be told of any more: in this process, and in Redis for the next life and other replicas. */
@Injectable()
export class ToldStore {
  private readonly held = new Map<string, Held>();

  constructor(private readonly redis: RedisClient) {}

  /** `unknown` when Redis, which may know more, says nothing; undefined when nothing was ever told. */
  async load(organizationId: string): Promise<ToldState | 'unknown' | undefined> {
    const held = this.held.get(organizationId);
    if (held?.isRooted === true || !this.redis.isConfigured) return held?.state;
    const text = await this.redis.run((redis) => redis.get(toldKey(organizationId)));
    if (text === undefined) return held?.state ?? 'unknown';
    return (text === null ? undefined : parseToldState(text)) ?? held?.state;
  }

  async save(organizationId: string, state: ToldState): Promise<void> {
    const isKnown = this.held.get(organizationId)?.isRooted === true;
    const saved = await this.redis.run((redis) =>
      redis.set(toldKey(organizationId), JSON.stringify(state), 'PX', KEPT_MS),
    );
    this.held.set(organizationId, { state, isRooted: isKnown || saved !== undefined });
  }

  /** Another replica goes on with it. */
  forget(): void {
    this.held.clear();
  }
}
