import { Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import type { ClientSettings } from '../config/settings.js';
import { type RateWindow, RateWindows } from './rate-window.js';
import { SharedRates } from './shared-rates.js';

/** A shared window that ends this much later than ours is another one. */
const SAME_WINDOW_MS = 1000;

/** What became of one request, and what its client has left. */
export interface Allowance {
  readonly isAllowed: boolean;
  /** Requests a minute. */
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds, from 1 to 60, until all of them are there again. */
  readonly resetSeconds: number;
}

/** Counts the requests of each client: over all replicas while Redis answers, else those of this one. */
@Injectable()
export class RateLimiter {
  private readonly windows = new RateWindows();

  constructor(
    private readonly clock: Clock,
    private readonly shared: SharedRates,
  ) {}

  /** Counts one request. What is refused is not counted, and costs no question to Redis. Without one it is told at once. */
  spend({
    name,
    requestsPerMinute: limit,
  }: Pick<ClientSettings, 'name' | 'requestsPerMinute'>): Allowance | Promise<Allowance> {
    const window = this.windows.windowOf(name, this.clock.monotonicMs());
    if (window.used >= limit) return this.allowanceOf(window, { limit, isAllowed: false });
    window.used += 1;
    return this.shared.isOn
      ? this.spendShared(window, limit)
      : this.allowanceOf(window, { limit, isAllowed: true });
  }

  private async spendShared(window: RateWindow, limit: number): Promise<Allowance> {
    window.untold += 1;
    const used = (await this.share(window)) ?? window.used;
    return this.allowanceOf(window, { limit, isAllowed: used <= limit });
  }

  /** The count over all replicas after this request; undefined when nobody knows it. */
  private async share(window: RateWindow): Promise<number | undefined> {
    const told = window.untold;
    window.untold = 0;
    const count = await this.shared.add(window.clientName, told);
    if (count === undefined) {
      window.untold += told;
      return undefined;
    }
    const endsAtMs = this.clock.monotonicMs() + count.endsInMs;
    // Answers may overtake each other; only in another window is a smaller count the newer one.
    const isAnother = endsAtMs > window.endsAtMs + SAME_WINDOW_MS;
    window.used = isAnother ? count.used : Math.max(window.used, count.used);
    window.endsAtMs = endsAtMs;
    return count.used;
  }

  private allowanceOf(
    { used, endsAtMs }: RateWindow,
    { limit, isAllowed }: Pick<Allowance, 'limit' | 'isAllowed'>,
  ): Allowance {
    const resetSeconds = Math.ceil((endsAtMs - this.clock.monotonicMs()) / 1000);
    return {
      isAllowed,
      limit,
      remaining: Math.max(0, limit - used),
      resetSeconds: Math.min(60, Math.max(1, resetSeconds)),
    };
  }
}
