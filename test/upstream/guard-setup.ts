import { Logger } from '@nestjs/common';

import { settingsWith } from '../cache/cache-setup.js';
import { FakeClock } from '../support/fake-clock.js';
import { ConfigService } from '../../src/config/config.service.js';
import type { ConnectionSettings } from '../../src/config/settings.js';
import { GuardInstruments } from '../../src/instruments/guard-instruments.js';
import { InstrumentRegistry } from '../../src/instruments/instrument-registry.js';
import { CallSlots } from '../../src/upstream/call-slots.js';
import { ConnectionGuards } from '../../src/upstream/connection-guards.js';
import { Randomness } from '../../src/upstream/randomness.js';
import { failureOfStatus } from '../../src/upstream/upstream-error.js';
import type { TimedCall } from '../../src/upstream/upstream-request.js';

/** Chance that brings the same every time. */
export class FixedRandomness extends Randomness {
  constructor(public value = 0.5) {
    super();
  }

  override fraction(): number {
    return this.value;
  }
}

/** A call with so much time left, 25 s unless told otherwise. */
export function callIn(
  clock: FakeClock,
  changes: Partial<TimedCall> & { readonly leftMs?: number } = {},
): TimedCall {
  const { leftMs = 25_000, ...rest } = changes;
  const signal = new AbortController().signal;
  return { signal, traceparent: undefined, deadlineMs: clock.monotonicMs() + leftMs, ...rest };
}

/** Rejects as the upstream does that answers with this status. */
export function failing(status: number, retryAfterSeconds?: number): () => Promise<never> {
  return async () => {
    throw failureOfStatus(status, retryAfterSeconds) ?? new Error(`${status} is no failure`);
  };
}

/** The guards as the service makes them, on a clock that stands still and with known chance. */
export function guardSetup(
  environment: Record<string, string> = {},
  changes: Partial<ConnectionSettings> = {},
) {
  Logger.overrideLogger(false);
  const clock = new FakeClock();
  const settings = settingsWith(environment);
  const connection = { ...settings.connections[0]!, ...changes };
  const config = new ConfigService(settings);
  const randomness = new FixedRandomness();
  const instruments = new GuardInstruments(new InstrumentRegistry());
  const guards = new ConnectionGuards(new CallSlots(config), config, clock, randomness, instruments);
  return { clock, connection, randomness, guards, guard: guards.guardOf(connection) };
}
