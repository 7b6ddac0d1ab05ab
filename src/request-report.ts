import type { LoggerService } from '@nestjs/common';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

import { knownCallerOf } from './auth/caller.js';
import type { HttpInstruments } from './instruments/http-instruments.js';
import type { RequestSpans } from './tracing/request-spans.js';

/** What is read of a request, whichever framework brings it. */
interface ServedRequest {
  readonly id: string;
  readonly method: string;
  /** `url` is the pattern of the route; undefined when nothing is served at the address. */
  readonly routeOptions: { readonly url?: string | undefined };
  readonly raw: { readonly headers: IncomingHttpHeaders };
}

/** What is read of its answer. */
interface ServedReply {
  readonly statusCode: number;
  /** Since the request arrived, in milliseconds. */
  readonly elapsedTime: number;
  readonly raw: ServerResponse;
}

export interface Audience {
  readonly spans: RequestSpans;
  readonly instruments: HttpInstruments;
  readonly logger: LoggerService;
}

/** Tells traces, metrics and the log of every request that is answered. */
export class RequestReport {
  constructor(private readonly audience: Audience) {}

  arrived(request: ServedRequest, { raw: reply }: ServedReply): void {
    if (!this.audience.spans.isOn) return;
    const { method, routeOptions, raw } = request;
    const clientName = (): string | undefined => knownCallerOf(request)?.client.name;
    this.audience.spans.follow({ method, route: routeOptions.url, headers: raw.headers, reply, clientName });
  }

  answered(request: ServedRequest, reply: ServedReply): void {
    const {
      method,
      routeOptions: { url: route },
    } = request;
    const { statusCode: status, elapsedTime: elapsedMs } = reply;
    this.audience.instruments.answered({ method, route, status, seconds: elapsedMs / 1000 });
    // Its route and outcome, never its query, its headers or its address.
    this.audience.logger.log({
      code: 'request',
      requestId: request.id,
      client: knownCallerOf(request)?.client.name,
      method,
      route,
      status,
      durationMs: Math.round(elapsedMs),
      message: 'request answered',
    });
  }
}
