import { Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import type { Look } from '../watch/look.js';
import { detectMessages } from './detect-messages.js';
import { Lease } from './lease.js';
import { Outbox } from './outbox.js';
import { ToldStore } from './told-store.js';

/** Turns looks into messages, each once: what has been told is remembered only after it is on its way. */
@Injectable()
export class Announcements {
  constructor(
    private readonly told: ToldStore,
    private readonly outbox: Outbox,
    private readonly lease: Lease,
    private readonly clock: Clock,
  ) {}

  async announce(look: Look): Promise<void> {
    const { id } = look.organization;
    const before = await this.told.load(id);
    // Redis may know what happened before this process began: the next look asks again, unless Redis stays away.
    if (before === 'unknown' && !this.lease.isRedisSilent) return;
    const known = before === 'unknown' ? undefined : before;
    const { state, messages } = detectMessages(known, look, this.clock.wallMs());
    await Promise.all(messages.map((message) => this.outbox.post(message)));
    await this.told.save(id, state);
  }

  async takeOver(): Promise<void> {
    await this.outbox.takeOver();
  }

  handOver(): void {
    this.outbox.handOver();
    this.told.forget();
  }
}
