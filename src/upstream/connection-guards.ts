import { Injectable, Logger } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import type { ConnectionSettings } from '../config/settings.js';
import { GuardInstruments } from '../instruments/guard-instruments.js';
import { CallAdmission } from './call-admission.js';
import { CallSlots } from './call-slots.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { ConnectionGuard } from './connection-guard.js';
import { Randomness } from './randomness.js';
import { RateGate } from './rate-gate.js';
import { RetryBudget } from './retry-budget.js';
import { ThrottleGate } from './throttle-gate.js';

/** One guard for each connection: what one upstream does to us costs the others nothing. */
@Injectable()
export class ConnectionGuards {
  private readonly logger = new Logger(ConnectionGuards.name);
  /** A reload keeps the settings object of an unchanged connection, and with it what was learnt about it. */
  private readonly guards = new WeakMap<ConnectionSettings, ConnectionGuard>();

  constructor(
    private readonly slots: CallSlots,
    private readonly config: ConfigService,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
    private readonly instruments: GuardInstruments,
  ) {}

  guardOf(connection: ConnectionSettings): ConnectionGuard {
    const held = this.guards.get(connection) ?? this.makeGuard(connection);
    this.guards.set(connection, held);
    return held;
  }

  private makeGuard(connection: ConnectionSettings): ConnectionGuard {
    const { clock, randomness, config } = this;
    const limit = connection.maxRequestsPerMinute;
    const admission = new CallAdmission(
      connection,
      this.slots,
      new CircuitBreaker(clock, randomness, (change) => this.report(change, connection)),
      new ThrottleGate(clock),
      limit === undefined ? undefined : new RateGate(limit, clock),
    );
    this.instruments.watch(connection, () => ({
      isCircuitOpen: admission.isCircuitOpen,
      waiting: this.slots.waitingFor(connection),
    }));
    const budget = new RetryBudget(() => this.instruments.retried(connection));
    return new ConnectionGuard(admission, budget, config, clock, randomness);
  }

  private report(change: 'opened' | 'closed', { name }: ConnectionSettings): void {
    const line = { code: `circuit_${change}`, connection: name };
    if (change === 'opened')
      this.logger.warn({ ...line, message: 'the upstream fails and is left alone for a while' });
    else this.logger.log({ ...line, message: 'the upstream answers again' });
  }
}
