import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { finalize, map, of, type Observable } from 'rxjs';

import type { Answer } from '../aggregation/answer.js';
import type { KeptAnswer } from './answer-memo.js';
import { AnswerWriter } from './answer-writer.js';
import { bytesOf, byteTextOf } from './byte-text.js';
import { provenanceOf } from './cache-headers.js';
import { writeTagged } from './entity-tag.js';
import { KeptAnswers } from './kept-answers.js';
import { ReadContexts, readContextOf, type ReadableRequest, type ReadContext } from './read-context.js';

/** What is sent beside the header that is written, a character for each byte: nothing after a 304. */
export interface Sent {
  readonly body: string | undefined;
}

/**
 * The cache as callers meet it: their directives in, `ETag`, `Age`, `Cache-Control` and `Cache-Status` out,
 * whole answers again while all their copies are fresh. It runs after the guard and before the pipes.
 */
@Injectable()
export class ResponseCacheInterceptor implements NestInterceptor<Answer, Buffer | undefined> {
  constructor(
    private readonly contexts: ReadContexts,
    private readonly kept: KeptAnswers,
    private readonly writer: AnswerWriter,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<Answer>): Observable<Buffer | undefined> {
    const sent = this.sendKept(context);
    if (sent !== undefined) {
      this.kept.learnRoute(context);
      return of(bytesOf(sent.body));
    }
    const [request, response] = context.getArgs<[ReadableRequest, unknown]>();
    const key = this.kept.keyOf(context.getHandler(), request);
    const close = this.contexts.open(request);
    const reading = readContextOf(request);
    return next.handle().pipe(
      map((answer) => {
        const made = keepable(answer, reading);
        this.kept.keep(key, made, context);
        return bytesOf(this.writer.write(made, { response, request, reading }));
      }),
      finalize(close),
    );
  }

  /** Writes the header of the answer that is kept for a request its guards have let in; undefined when there is none. */
  sendKept(context: ExecutionContext): Sent | undefined {
    const [request, response] = context.getArgs<[ReadableRequest, unknown]>();
    const reading = this.contexts.begin(request);
    if (reading.directives.mustAsk) return undefined;
    const kept = this.kept.find(this.kept.keyOf(context.getHandler(), request));
    return kept && { body: this.writer.write(kept, { response, request, reading }) };
  }
}

function keepable({ body, headers, sources }: Answer, { lookups }: ReadContext): KeptAnswer {
  const { text, entityTag } = writeTagged(body);
  return { body: byteTextOf(text), headers, sources, entityTag, provenance: provenanceOf(lookups), lookups };
}
