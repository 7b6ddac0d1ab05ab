import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { Clock, type Cancel } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import { Randomness } from '../upstream/randomness.js';
import { BackupLook } from './backup-look.js';

/** The first look comes shortly after the start, and not at the same moment in all replicas. */
const FIRST_LOOK_MS = 5_000;
const FIRST_LOOK_SPREAD_MS = 10_000;

/** Looks at the backups every `METRICS_POLL_SECONDS`, one look at a time. */
@Injectable()
export class BackupPoll implements OnApplicationBootstrap, OnModuleDestroy {
  /** The look that is under way, or the last one that was. */
  running: Promise<void> | undefined;
  private readonly ending = new AbortController();
  private cancel: Cancel | undefined;

  constructor(
    private readonly look: BackupLook,
    private readonly config: ConfigService,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  onApplicationBootstrap(): void {
    if (this.pollMs > 0) this.plan(FIRST_LOOK_MS + FIRST_LOOK_SPREAD_MS * this.randomness.fraction());
  }

  async onModuleDestroy(): Promise<void> {
    this.ending.abort();
    this.cancel?.();
    await this.running;
  }

  private get pollMs(): number {
    return this.config.current.metricsPollMs;
  }

  private plan(delayMs: number): void {
    this.cancel = this.clock.after(delayMs, () => {
      this.running = this.lookAndPlan();
    });
  }

  /** A look that takes longer than the interval is waited for. */
  private async lookAndPlan(): Promise<void> {
    const { signal } = this.ending;
    const begunMs = this.clock.monotonicMs();
    await this.look.look(signal);
    if (!signal.aborted) this.plan(Math.max(0, this.pollMs - (this.clock.monotonicMs() - begunMs)));
  }
}
