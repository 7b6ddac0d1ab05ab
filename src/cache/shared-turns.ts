import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { Clock } from '../config/clock.js';
import { pause } from '../upstream/pause.js';
import { isFresh, type Copy } from './copy.js';
import { SharedCopies, type LockWish, type SharedLook, type SharedQuestion } from './shared-copies.js';

/** How long one replica keeps the others from asking the same; most answers take a tenth of it. */
const LOCK_LIFE_MS = 5_000;
/** How long a replica waits for what another one asks. */
const LONGEST_WAIT_MS = 5_000;
const POLL_EVERY_MS = 50;

/** What a replica that wants to ask may do: use what another one has brought, or ask, and tell how it went. */
export type SharedTurn<T> =
  | { readonly kind: 'found'; readonly copy: Copy<T> }
  | {
      readonly kind: 'ask';
      /** To be called when the question is answered, with a copy to be shared, or has failed. Nobody waits for it. */
      readonly finish: (copy?: Copy<T>) => void;
    };

/** Lets one replica ask the upstream for all. An economy, not a promise: whoever waits too long asks for himself. */
@Injectable()
export class SharedTurns {
  constructor(
    private readonly shared: SharedCopies,
    private readonly clock: Clock,
  ) {}

  /** Whether a turn has to be waited for at all. */
  get areNeeded(): boolean {
    return this.shared.isOn;
  }

  /** A turn to ask whatever Redis holds. */
  async takeAnyway<T>(question: SharedQuestion<T>): Promise<SharedTurn<T> & { readonly kind: 'ask' }> {
    const seen = await this.shared.look(question);
    return { kind: 'ask', finish: (copy) => void this.finish(question, { seen, copy }) };
  }

  /** A fresh copy that another replica has brought, or the turn to ask. Rejects with the signal's reason. */
  async take<T>(question: SharedQuestion<T>, signal: AbortSignal): Promise<SharedTurn<T>> {
    // Nobody waits for a copy that is never fresh.
    if (!this.shared.canBeFresh) return await this.takeAnyway(question);
    const wish: LockWish = { token: randomUUID(), lifeMs: LOCK_LIFE_MS };
    const giveUpAtMs = this.clock.monotonicMs() + LONGEST_WAIT_MS;
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- One look after the other is what waiting is here.
      const seen = await this.shared.look(question, wish);
      const nowMs = this.clock.monotonicMs();
      if (seen?.copy !== undefined && isFresh(seen.copy, nowMs)) {
        if (seen.hasLock) void this.shared.release(question, wish);
        return { kind: 'found', copy: seen.copy };
      }
      if (seen === undefined || seen.hasLock || nowMs >= giveUpAtMs)
        return { kind: 'ask', finish: (copy) => void this.finish(question, { seen, copy, wish }) };
      // oxlint-disable-next-line no-await-in-loop -- The same.
      await pause(this.clock, POLL_EVERY_MS, signal);
    }
  }

  /** The copy first, so that whoever waits for the lock finds it there. */
  private async finish<T>(
    question: SharedQuestion<T>,
    { seen, copy, wish }: { seen: SharedLook<T> | undefined; copy: Copy<T> | undefined; wish?: LockWish },
  ): Promise<void> {
    if (seen === undefined) {
      // The look came too late for us, but may have taken the lock all the same.
      if (wish !== undefined) await this.shared.release(question, wish);
      return;
    }
    if (copy !== undefined) await this.shared.share(question, copy, seen.epoch);
    if (seen.hasLock && wish !== undefined) await this.shared.release(question, wish);
  }
}
