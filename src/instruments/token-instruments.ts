import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';

import type { ConnectionSettings } from '../config/settings.js';
import { Tracing } from '../tracing/tracing.js';
import { FAILURE_OUTCOMES, failureOutcome } from './call-outcome.js';
import { InstrumentRegistry } from './instrument-registry.js';

const OUTCOMES = ['issued', 'refused', ...FAILURE_OUTCOMES] as const;

/** For whom a token is asked for. */
export interface TokenCall {
  readonly signal: AbortSignal;
  /** Of the request that came first to need it; undefined when nobody waits for it. */
  readonly traceparent: string | undefined;
}

/** Counts the requests for tokens, and makes a span of each. */
@Injectable()
export class TokenInstruments {
  private readonly requests;

  constructor(
    registry: InstrumentRegistry,
    private readonly tracing: Tracing,
  ) {
    this.requests = new Counter({
      name: 'bff_token_requests_total',
      help: 'Requests to the identity service, by what became of them.',
      labelNames: ['connection', 'outcome'],
      registers: [registry],
    });
  }

  /** Makes a request and counts what became of it. */
  async counting<T extends { readonly kind: 'issued' | 'refused' }>(
    { name: connection }: ConnectionSettings,
    { signal, traceparent: parent }: TokenCall,
    request: () => Promise<T>,
  ): Promise<T> {
    const attributes = { 'bff.connection': connection };
    const span = this.tracing.startSpan({ kind: 'client', name: 'token request', parent, attributes });
    const ended = (outcome: (typeof OUTCOMES)[number]): void => {
      this.requests.inc({ connection, outcome });
      span.end({ attributes: { 'bff.outcome': outcome }, isError: outcome !== 'issued' });
    };
    try {
      const answer = await request();
      ended(answer.kind);
      return answer;
    } catch (error) {
      ended(failureOutcome(error, signal));
      throw error;
    }
  }

  /** Brings every series of the configured connections into being, so that the first failure is seen as an increase. */
  declare(connections: readonly ConnectionSettings[]): void {
    for (const { name: connection } of connections)
      for (const outcome of OUTCOMES) this.requests.inc({ connection, outcome }, 0);
  }
}
