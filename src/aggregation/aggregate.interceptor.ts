import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { map, type Observable } from 'rxjs';

import { AppError } from '../errors/app-error.js';
import { AGGREGATION, type Aggregation, type Gathered } from './aggregate.decorator.js';
import type { Answer } from './answer.js';
import { isAnswered, reportSource, type FailedSource, type SourceReport } from './source.js';

/** Merges what each organization said into one answer, on the way back; the asking is done by `fanOut`. */
@Injectable()
export class AggregateInterceptor implements NestInterceptor<Gathered<unknown, unknown>, Answer> {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler<Gathered<unknown, unknown>>): Observable<Answer> {
    const aggregation = this.reflector.get<Aggregation<unknown, unknown>>(AGGREGATION, context.getHandler());
    return next.handle().pipe(map((gathered) => answerOf(gathered, aggregation)));
  }
}

function answerOf(
  gathered: Gathered<unknown, unknown>,
  { merge, isEnough }: Aggregation<unknown, unknown>,
): Answer {
  const sources = gathered.results.map(reportSource);
  const failed = gathered.results.find((result): result is FailedSource => !isAnswered(result));
  if (failed !== undefined && !isEnough(gathered)) throw withSources(failed.error, sources);
  const { body, headers = {} } = merge(gathered, sources);
  return { body, headers, sources };
}

function withSources(error: AppError, sources: readonly SourceReport[]): AppError {
  const { retryAfterSeconds } = error;
  return new AppError(error.code, error.message, {
    cause: error,
    members: { sources },
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}
