import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  Logger,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Readable } from 'node:stream';
import { finalize, map, type Observable } from 'rxjs';

import { isPartial } from '../aggregation/source.js';
import { serverTiming } from '../cache/answer-writer.js';
import { cacheHeaders, provenanceOf } from '../cache/cache-headers.js';
import { ReadContexts, readContextOf, type ReadableRequest } from '../cache/read-context.js';
import { Clock } from '../config/clock.js';
import { inPieces } from './in-pieces.js';
import type { ExportAnswer } from './merge-export.js';
import { markPartial, type ExportReply, type ExportRequest } from './partial-mark.js';

/** Sends the lines of an export as they are made. It stands where other routes have the cache's: a stream has no entity tag, and is not kept. */
@Injectable()
export class ExportInterceptor implements NestInterceptor<ExportAnswer, StreamableFile> {
  private readonly logger = new Logger(ExportInterceptor.name);

  constructor(
    private readonly contexts: ReadContexts,
    private readonly adapterHost: HttpAdapterHost,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<ExportAnswer>): Observable<StreamableFile> {
    const http = context.switchToHttp();
    const request = http.getRequest<ReadableRequest & ExportRequest>();
    const reply = http.getResponse<ExportReply>();
    const close = this.contexts.open(request);
    return next.handle().pipe(
      map((answer) => {
        this.writeHeader(answer, request, reply);
        return this.streamOf(answer.body, request.id);
      }),
      // The request's deadline is for the asking: how long the sending takes is up to the caller.
      finalize(close),
    );
  }

  private writeHeader(
    { headers, sources }: ExportAnswer,
    request: ReadableRequest & ExportRequest,
    reply: ExportReply,
  ): void {
    const { directives, lookups } = readContextOf(request);
    const nowMonotonicMs = this.clock.monotonicMs();
    const provenance = provenanceOf(lookups);
    const freshness = { directives, provenance, isPartial: isPartial(sources), nowMonotonicMs };
    const fields = {
      ...headers,
      ...cacheHeaders(freshness),
      'cache-control': 'private, no-store',
      'server-timing': serverTiming(readContextOf(request), nowMonotonicMs),
    };
    for (const [name, value] of Object.entries(fields))
      this.adapterHost.httpAdapter.setHeader(reply, name, value);
    if (freshness.isPartial) markPartial(request, reply);
  }

  /** A failure after the first byte cuts the connection: an end that looks clean would pass for a whole export. */
  private streamOf(lines: Iterable<string>, requestId: string): StreamableFile {
    const stream = Readable.from(inPieces(lines), { objectMode: false });
    stream.once('error', ({ stack }) =>
      this.logger.error({ code: 'export_cut', requestId, message: 'an export met a bug and was cut', stack }),
    );
    return new StreamableFile(stream);
  }
}
