import { Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

import { readTraceparent } from './traceparent.js';
import { Tracing } from './tracing.js';

const FIRST_SERVER_ERROR = 500;

/** A request on its way, as far as its span has to know. */
export interface TracedRequest {
  readonly method: string;
  /** The pattern of the route; undefined when nothing is served at the address. */
  readonly route: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly reply: Pick<ServerResponse, 'once' | 'headersSent' | 'statusCode'>;
  /** Known when the request has been let in. */
  readonly clientName: () => string | undefined;
}

/** Makes a server span of each request, from its arrival until its answer has left or its caller is gone. */
@Injectable()
export class RequestSpans {
  constructor(private readonly tracing: Tracing) {}

  /** Whether anybody gets to see them. */
  get isOn(): boolean {
    return this.tracing.isOn;
  }

  /** Where they are seen: from here on the request's `traceparent` is that of its span: whatever is done for it becomes a part of that. */
  follow({ method, route, headers, reply, clientName }: TracedRequest): void {
    const span = this.tracing.startSpan({
      kind: 'server',
      name: route === undefined ? method : `${method} ${route}`,
      parent: readTraceparent(headers['traceparent']),
      attributes: { 'http.request.method': method, 'http.route': route },
    });
    headers['traceparent'] = span.traceparent;
    reply.once('close', () => {
      // A caller who left before the answer has seen no status.
      const status = reply.headersSent ? reply.statusCode : undefined;
      span.end({
        attributes: { 'http.response.status_code': status, 'bff.client': clientName() },
        isError: status !== undefined && status >= FIRST_SERVER_ERROR,
      });
    });
  }
}
