import { Injectable } from '@nestjs/common';
import { Histogram } from 'prom-client';

import { InstrumentRegistry } from './instrument-registry.js';

const DURATION_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25];
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export interface AnsweredRequest {
  readonly method: string;
  /** The pattern of the route, such as `/v1/jobs/:jobId`; undefined when nothing is served at the address. */
  readonly route: string | undefined;
  readonly status: number;
  readonly seconds: number;
}

/** Measures the requests that callers make. */
@Injectable()
export class HttpInstruments {
  private readonly durations;

  constructor(registry: InstrumentRegistry) {
    this.durations = new Histogram({
      name: 'bff_http_request_duration_seconds',
      help: 'How long requests took, by the pattern of their route.',
      labelNames: ['method', 'route', 'status'],
      buckets: DURATION_BUCKETS_SECONDS,
      registers: [registry],
    });
  }

  /** Nothing that a caller can make up becomes a label: neither an address nor a method. */
  answered({ method, route = 'none', status, seconds }: AnsweredRequest): void {
    const knownMethod = METHODS.has(method) ? method : 'other';
    this.durations.observe({ method: knownMethod, route, status }, seconds);
  }
}
