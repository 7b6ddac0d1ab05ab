import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { expectConnectionsTo } from '../support/no-unexpected-connections.js';

/** A span as OTLP writes it in JSON, made readable. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: 'server' | 'client';
  readonly isError: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
}

/** A stand-in for an OTLP collector. */
export interface Collector {
  readonly url: string;
  /** Everything that arrived: headers and body of each request. */
  readonly texts: readonly string[];
  readonly spans: readonly ReceivedSpan[];
  /** What the next requests are answered with; undefined leaves them waiting. */
  status: number | undefined;
  close(): Promise<void>;
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface WrittenSpan extends Omit<ReceivedSpan, 'kind' | 'isError' | 'attributes' | 'resource'> {
  readonly kind: number;
  readonly status?: { readonly code?: number };
  readonly attributes: readonly Attribute[];
}

interface Written {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly WrittenSpan[] }[];
  }[];
}

/** opentelemetry/proto/trace/v1/trace.proto */
const SERVER_KIND = 2;
const ERROR_CODE = 2;

export async function startCollector(): Promise<Collector> {
  const texts: string[] = [];
  const spans: ReceivedSpan[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = '';
    for await (const chunk of request as AsyncIterable<Buffer>) body += chunk.toString('utf8');
    texts.push(`${request.method} ${request.url} ${request.rawHeaders.join(' ')} ${body}`);
    if (request.url === '/v1/traces') spans.push(...readSpans(JSON.parse(body) as Written));
    if (collector.status === undefined) return;
    response.writeHead(collector.status, { 'content-type': 'application/json' }).end('{}');
  };
  const server = createServer((request, response) => void answer(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  expectConnectionsTo(port);
  const collector = {
    url: `http://127.0.0.1:${port}`,
    texts,
    spans,
    status: 200 as number | undefined,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return collector;
}

function readSpans({ resourceSpans }: Written): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ traceId, spanId, parentSpanId, name, kind, status, attributes }) => ({
        traceId,
        spanId,
        parentSpanId,
        name,
        kind: kind === SERVER_KIND ? 'server' : 'client',
        isError: status?.code === ERROR_CODE,
        attributes: valuesOf(attributes),
        resource: valuesOf(resource.attributes),
      })),
    ),
  );
}

function valuesOf(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
