import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';

import { Clock, type Cancel } from '../config/clock.js';
import type { Organization } from '../organizations/organization.js';
import type { Follower, Look } from '../watch/look.js';
import { WatchService } from '../watch/watch.service.js';
import { Announcements } from './announcements.js';
import { Lease, LEASE_EVERY_MS } from './lease.js';
import { WebhookRoutes } from './webhook-routes.js';

/** Tells receivers what happens to organizations, as long as this replica is the one that does. */
@Injectable()
export class WebhooksService implements Follower, OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(WebhooksService.name);
  private isActive = false;
  private isEnding = false;
  /** Looks are taken in one after the other: each is compared with what the one before left. */
  private work: Promise<void> = Promise.resolve();
  private cancel: Cancel | undefined;

  constructor(
    private readonly watch: WatchService,
    private readonly routes: WebhookRoutes,
    private readonly lease: Lease,
    private readonly announcements: Announcements,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.watch.follow(this);
    void this.turn();
  }

  async onModuleDestroy(): Promise<void> {
    this.isEnding = true;
    this.cancel?.();
    this.announcements.handOver();
    await this.lease.giveBack();
  }

  organizations(): readonly Organization[] {
    return this.isActive ? this.routes.followed() : [];
  }

  onLook(look: Look): void {
    if (!this.isActive || !this.routes.followed().some(({ id }) => id === look.organization.id)) return;
    this.work = this.work.then(() => this.announce(look));
  }

  /** What was told is remembered, and the next first look is compared with it. */
  onLost(): void {}

  /** Finds out whether it is this replica's turn, and begins or ends accordingly. */
  private async turn(): Promise<void> {
    if (this.routes.areThere || this.isActive) await this.lease.renew();
    if (this.isEnding) return;
    this.cancel = this.clock.after(LEASE_EVERY_MS, () => void this.turn());
    const wasActive = this.isActive;
    this.isActive = this.lease.isHeld && this.routes.areThere;
    if (this.isActive) await this.announcements.takeOver();
    else if (wasActive) this.announcements.handOver();
    this.watch.refresh();
  }

  private async announce(look: Look): Promise<void> {
    try {
      if (this.isActive && !this.isEnding) await this.announcements.announce(look);
    } catch (error) {
      const stack = error instanceof Error ? error.stack : undefined;
      this.logger.error({ code: 'internal_error', message: 'a look could not be announced', stack });
    }
  }
}
