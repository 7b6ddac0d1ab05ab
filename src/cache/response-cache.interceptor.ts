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
import { entityTagOf } from './entity-tag.js';
import { ReadContexts, readContextOf, type ReadableRequest, type ReadContext } from './read-context.js';

/**
 * The cache as callers meet it: their directives in, `ETag`, `Age`, `Cache-Control` and `Cache-Status` out,
 * whole answers again while all their copies are fresh. It runs after the guard and before the pipes.
 */
@Injectable()
export class ResponseCacheInterceptor implements NestInterceptor<Answer, object | undefined> {
  constructor(
    private readonly reflector: Reflector,
    private readonly modules: ModuleRef,
    private readonly contexts: ReadContexts,
    private readonly memo: AnswerMemo,
    private readonly writer: AnswerWriter,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<Answer>): Observable<object | undefined> {
    const request = context.switchToHttp().getRequest<ReadableRequest>();
    const response: unknown = context.switchToHttp().getResponse();
    const close = this.contexts.open(request);
    const reading = readContextOf(request);
    const key = this.keyOf(context, request);
    const kept = key === undefined || reading.directives.mustAsk ? undefined : this.memo.get(key);
    const answers =
      kept === undefined ? next.handle().pipe(map((answer) => this.keep(key, answer, reading))) : of(kept);
    return answers.pipe(
      map((answer) => this.writer.write(answer, { response, request, reading })),
      finalize(close),
    );
  }

  /** A request that cannot be parsed has no key: it goes on to the pipe, which says what is wrong with it. */
  private keyOf(context: ExecutionContext, request: object): string | undefined {
    const reader = this.reflector.get<Type<QuestionReader> | undefined>(
      QUESTION_READER,
      context.getHandler(),
    );
    const question =
      reader && this.modules.get<QuestionReader>(reader, { strict: false }).questionOf(request);
    return question && cacheKey(question);
  }

  private keep(key: string | undefined, answer: Answer, { lookups }: ReadContext): KeptAnswer {
    const made: KeptAnswer = { answer, entityTag: entityTagOf(answer.body), lookups };
    if (key !== undefined) this.memo.keep(key, made);
    return made;
  }
}
