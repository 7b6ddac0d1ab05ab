import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type Type,
} from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import { finalize, map, of, type Observable } from 'rxjs';

import type { Answer } from '../aggregation/answer.js';
import { AnswerMemo, type KeptAnswer } from './answer-memo.js';
import { AnswerWriter } from './answer-writer.js';
import { cacheKey } from './cache-key.js';
import { QUESTION_READER, type QuestionReader } from './cacheable.decorator.js';
import { writeTagged } from './entity-tag.js';
import { ReadContexts, readContextOf, type ReadableRequest, type ReadContext } from './read-context.js';

type Handler = ReturnType<ExecutionContext['getHandler']>;

/**
 * The cache as callers meet it: their directives in, `ETag`, `Age`, `Cache-Control` and `Cache-Status` out,
 * whole answers again while all their copies are fresh. It runs after the guard and before the pipes.
 */
@Injectable()
export class ResponseCacheInterceptor implements NestInterceptor<Answer, Buffer | undefined> {
  /** By handler: what its decorator says never changes. */
  private readonly readers = new WeakMap<object, QuestionReader | undefined>();

  constructor(
    private readonly reflector: Reflector,
    private readonly modules: ModuleRef,
    private readonly contexts: ReadContexts,
    private readonly memo: AnswerMemo,
    private readonly writer: AnswerWriter,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<Answer>): Observable<Buffer | undefined> {
    const [request, response] = context.getArgs<[ReadableRequest, unknown]>();
    const start = this.contexts.begin(request);
    const key = this.keyOf(context.getHandler(), request);
    const kept = key === undefined || start.directives.mustAsk ? undefined : this.memo.get(key);
    if (kept !== undefined) return of(this.writer.write(kept, { response, request, reading: start }));
    const close = this.contexts.open(request, start);
    const reading = readContextOf(request);
    return next.handle().pipe(
      map((answer) => this.writer.write(this.keep(key, answer, reading), { response, request, reading })),
      finalize(close),
    );
  }

  /** A request that cannot be parsed has no key: it goes on to the pipe, which says what is wrong with it. */
  private keyOf(handler: Handler, request: object): string | undefined {
    const question = this.readerOf(handler)?.questionOf(request);
    return question && cacheKey(question);
  }

  private readerOf(handler: Handler): QuestionReader | undefined {
    if (this.readers.has(handler)) return this.readers.get(handler);
    const type = this.reflector.get<Type<QuestionReader> | undefined>(QUESTION_READER, handler);
    const reader = type && this.modules.get<QuestionReader>(type, { strict: false });
    this.readers.set(handler, reader);
    return reader;
  }

  private keep(key: string | undefined, answer: Answer, { lookups }: ReadContext): KeptAnswer {
    const { body, headers, sources } = answer;
    const { text, entityTag } = writeTagged(body);
    const made: KeptAnswer = { body: Buffer.from(text), headers, sources, entityTag, lookups };
    if (key !== undefined) this.memo.keep(key, made);
    return made;
  }
}
