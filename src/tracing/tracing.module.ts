import { Logger, Module } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import { NoTracing } from './no-tracing.js';
import { RequestSpans } from './request-spans.js';
import { Tracing } from './tracing.js';

@Module({
  providers: [{ provide: Tracing, useFactory: openTracing, inject: [ConfigService, Clock] }, RequestSpans],
  exports: [Tracing, RequestSpans],
})
export class TracingModule {}

/** The SDK is loaded by those who send traces: it is a good part of a start. */
async function openTracing(config: ConfigService, clock: Clock): Promise<Tracing> {
  const { tracesEndpoint } = config.current;
  if (tracesEndpoint === undefined) return new NoTracing();
  const { OtlpTracing } = await import('./otlp-tracing.js');
  return new OtlpTracing({ endpoint: tracesEndpoint, clock, logger: new Logger(Tracing.name) });
}
