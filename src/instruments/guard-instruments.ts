import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';

import type { ConnectionSettings } from '../config/settings.js';
import { InstrumentRegistry } from './instrument-registry.js';

/** What a connection's guard can say of itself whenever it is asked. */
export interface GuardReading {
  readonly isCircuitOpen: boolean;
  readonly waiting: number;
}

const AT_REST: GuardReading = { isCircuitOpen: false, waiting: 0 };

/** Measures what holds back the calls of a connection, and what is tried again. */
@Injectable()
export class GuardInstruments {
  /** By the very settings: after a reload the guard of a changed connection is another one. */
  private readonly guards = new Map<ConnectionSettings, () => GuardReading>();
  private readonly retries;
  private readonly circuits;
  private readonly queues;

  constructor(registry: InstrumentRegistry) {
    const common = { labelNames: ['connection'] as const, registers: [registry] };
    this.retries = new Counter({
      name: 'bff_upstream_retries_total',
      help: 'Further attempts after one that failed.',
      ...common,
    });
    this.circuits = new Gauge({
      name: 'bff_circuit_open',
      help: 'Whether a connection is left alone because its calls failed: 1, else 0.',
      ...common,
    });
    this.queues = new Gauge({
      name: 'bff_upstream_queue_length',
      help: 'Calls that wait for a place on their connection.',
      ...common,
    });
  }

  retried({ name: connection }: ConnectionSettings): void {
    this.retries.inc({ connection });
  }

  /** From now on the guard of this connection is asked at every scrape. */
  watch(connection: ConnectionSettings, read: () => GuardReading): void {
    this.guards.set(connection, read);
  }

  /** Asks the guards of the configured connections, and forgets those of others. One that was not needed yet is at rest. */
  read(connections: readonly ConnectionSettings[]): void {
    const configured = new Set(connections);
    for (const settings of this.guards.keys()) if (!configured.has(settings)) this.guards.delete(settings);
    for (const settings of connections) {
      const { isCircuitOpen, waiting } = this.guards.get(settings)?.() ?? AT_REST;
      const { name: connection } = settings;
      this.retries.inc({ connection }, 0);
      this.circuits.set({ connection }, isCircuitOpen ? 1 : 0);
      this.queues.set({ connection }, waiting);
    }
  }
}
