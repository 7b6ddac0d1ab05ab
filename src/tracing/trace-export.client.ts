import type { Logger } from '@nestjs/common';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';

/** After that a batch is lost: the next ones wait behind it. */
const EXPORT_TIMEOUT_MS = 5_000;

type ExportResult = Parameters<Parameters<SpanExporter['export']>[1]>[0];

/** Sends batches of spans to a collector, OTLP over HTTP in JSON, and tells the log once when none takes them. */
export class TraceExportClient implements SpanExporter {
  private readonly exporter: OTLPTraceExporter;
  private isFailing = false;

  constructor(
    endpoint: string,
    private readonly logger: Logger,
  ) {
    const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
    this.exporter = new OTLPTraceExporter({ url, timeoutMillis: EXPORT_TIMEOUT_MS });
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.exporter.export(spans, (result) => {
      this.tell(result.error !== undefined);
      done(result);
    });
  }

  async shutdown(): Promise<void> {
    await this.exporter.shutdown();
  }

  /** The error itself may quote the collector's address or answer, and is not logged. */
  private tell(hasFailed: boolean): void {
    if (hasFailed === this.isFailing) return;
    this.isFailing = hasFailed;
    if (hasFailed) this.logger.warn({ code: 'traces_unsent', message: 'the collector takes no traces' });
    else this.logger.log({ code: 'traces_sent', message: 'the collector takes traces again' });
  }
}
