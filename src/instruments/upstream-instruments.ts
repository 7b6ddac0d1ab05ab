import { Injectable } from '@nestjs/common';
import { Counter, Histogram } from 'prom-client';

import type { ConnectionSettings } from '../config/settings.js';
import { FAILURE_OUTCOMES, type FailureOutcome } from './call-outcome.js';
import { InstrumentRegistry } from './instrument-registry.js';

const DURATION_BUCKETS_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const OUTCOMES = ['ok', ...FAILURE_OUTCOMES] as const;
const CONTRACTS = { auto: ['get', 'post'], get: ['get'], post: ['post'] } as const;

/** One attempt at the vendor: over which connection, in which contract, and how it ended. */
export interface UpstreamAttempt {
  readonly connection: string;
  readonly contract: 'get' | 'post';
  readonly outcome: 'ok' | FailureOutcome;
}

/** Measures the attempts at the vendor. */
@Injectable()
export class UpstreamInstruments {
  private readonly requests;
  private readonly durations;

  constructor(registry: InstrumentRegistry) {
    this.requests = new Counter({
      name: 'bff_upstream_requests_total',
      help: 'Attempts at the vendor, by how they ended.',
      labelNames: ['connection', 'contract', 'outcome'],
      registers: [registry],
    });
    this.durations = new Histogram({
      name: 'bff_upstream_request_duration_seconds',
      help: 'How long the attempts at the vendor took that were not given up.',
      labelNames: ['connection', 'contract'],
      buckets: DURATION_BUCKETS_SECONDS,
      registers: [registry],
    });
  }

  ended(attempt: UpstreamAttempt): void {
    this.requests.inc({ ...attempt });
  }

  lasted({ connection, contract }: Omit<UpstreamAttempt, 'outcome'>, seconds: number): void {
    this.durations.observe({ connection, contract }, seconds);
  }

  /** Brings every series of the configured connections into being, so that the first failure is seen as an increase. */
  declare(connections: readonly ConnectionSettings[]): void {
    for (const { name: connection, contract: choice } of connections)
      for (const contract of CONTRACTS[choice])
        for (const outcome of OUTCOMES) this.requests.inc({ connection, contract, outcome }, 0);
  }
}
