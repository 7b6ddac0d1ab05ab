import type { Logger, OnApplicationShutdown } from '@nestjs/common';
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

import type { Clock } from '../config/clock.js';
import { TraceExportClient } from './trace-export.client.js';
import { tracePositionOf, writeTraceparent } from './traceparent.js';
import { Tracing, type OpenSpan, type SpanStart } from './tracing.js';

/** Spans beyond these are dropped while the collector is slow. */
const MAX_WAITING_SPANS = 2_048;
/** The service has to stop within a second of having nothing to do, whatever the collector does. */
const LAST_FLUSH_MS = 250;
const SERVICE_NAME = 'd365-backup-jobs-bff';
const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT } as const;

export interface OtlpTracingOptions {
  /** Base address of the collector; `/v1/traces` is appended. */
  readonly endpoint: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Spans by the OpenTelemetry SDK, sent in batches; the caller's sampled flag decides, and a trace begun here is sampled. */
export class OtlpTracing extends Tracing implements OnApplicationShutdown {
  override readonly isOn = true;
  private readonly clock: Clock;
  private readonly provider: TracerProvider;
  private readonly tracer: Tracer;

  constructor({ endpoint, clock, logger }: OtlpTracingOptions) {
    super();
    this.clock = clock;
    const exporter = new TraceExportClient(endpoint, logger);
    this.provider = new TracerProvider({
      resource: describedService(),
      spanProcessors: [new BatchSpanProcessor({ exporter, maxQueueSize: MAX_WAITING_SPANS })],
    });
    this.tracer = this.provider.getTracer(SERVICE_NAME);
  }

  override startSpan({ kind, name, parent, attributes }: SpanStart): OpenSpan {
    const startedMs = this.clock.monotonicMs();
    const startTime = this.clock.wallMs();
    const span = this.tracer.startSpan(
      name,
      { kind: KINDS[kind], attributes: { ...attributes }, startTime },
      contextOf(parent),
    );
    return {
      traceparent: traceparentOf(span),
      end: (ending) => {
        span.setAttributes({ ...ending.attributes });
        if (ending.isError) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end(startTime + this.clock.monotonicMs() - startedMs);
      },
    };
  }

  /** Sends what waits, as far as there is time: requests are over by now. */
  async onApplicationShutdown(): Promise<void> {
    const timeUp = Promise.withResolvers<void>();
    const stop = this.clock.after(LAST_FLUSH_MS, timeUp.resolve);
    // A failure is in the log already.
    await Promise.race([this.provider.shutdown().catch(() => undefined), timeUp.promise]);
    stop();
  }
}

/** Neither the host nor the command line: the operator says by OTEL_RESOURCE_ATTRIBUTES what else is to be told. */
function describedService(): ReturnType<typeof defaultResource> {
  const detectors = [resourceAttributesEnvDetector, serviceNameEnvDetector];
  return defaultResource()
    .merge(resourceFromAttributes({ 'service.name': SERVICE_NAME }))
    .merge(detectResources({ detectors }));
}

function contextOf(parent: string | undefined): Context {
  const position = tracePositionOf(parent);
  if (position === undefined) return ROOT_CONTEXT;
  const traceFlags = position.isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { ...position, traceFlags, isRemote: true });
}

function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return writeTraceparent({ traceId, spanId, isSampled: (traceFlags & TraceFlags.SAMPLED) !== 0 });
}
