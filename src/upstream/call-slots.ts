import { Injectable } from '@nestjs/common';

import { ConfigService } from '../config/config.service.js';
import type { ConnectionSettings } from '../config/settings.js';
import { CallRoom, type CallTurn } from './call-room.js';

/** At most `UPSTREAM_MAX_CONCURRENCY` calls at once per connection; the others wait their turn. */
@Injectable()
export class CallSlots {
  private readonly rooms = new WeakMap<ConnectionSettings, CallRoom>();

  constructor(private readonly config: ConfigService) {}

  /** Runs `call` when there is room. Rejects with the signal's reason when it aborts first, or with `overloaded`. */
  async run<T>(
    connection: ConnectionSettings,
    signal: AbortSignal,
    call: () => Promise<T>,
    turn: CallTurn = {},
  ): Promise<T> {
    const room = this.roomOf(connection);
    await room.enter(signal, turn);
    try {
      signal.throwIfAborted();
      return await call();
    } finally {
      room.leave();
    }
  }

  /** How many of those who wait now go before one who would join this lane. */
  aheadOf(connection: ConnectionSettings, lane: string | undefined): number {
    return this.roomOf(connection).aheadOf(lane);
  }

  /** How many calls wait for a place. */
  waitingFor(connection: ConnectionSettings): number {
    return this.roomOf(connection).waiting;
  }

  private roomOf(connection: ConnectionSettings): CallRoom {
    const held =
      this.rooms.get(connection) ?? new CallRoom(() => this.config.current.upstream.maxConcurrency);
    this.rooms.set(connection, held);
    return held;
  }
}
