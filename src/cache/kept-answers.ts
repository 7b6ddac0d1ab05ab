import { type ExecutionContext, Injectable, type Type } from '@nestjs/common';
import { GUARDS_METADATA } from '@nestjs/common/constants.js';
import { ModuleRef, Reflector } from '@nestjs/core';

import { AnswerMemo, type KeptAnswer } from './answer-memo.js';
import { cacheKey } from './cache-key.js';
import { QUESTION_READER, type QuestionReader } from './cacheable.decorator.js';
import type { ReadableRequest } from './read-context.js';

type Handler = ReturnType<ExecutionContext['getHandler']>;

/** Where requests of one kind go. */
export interface Route {
  readonly controller: Type;
  readonly handler: Handler;
}

/** A request whose route the framework has found. */
export interface RoutedRequest extends ReadableRequest {
  /** `config` is one object for each route. */
  readonly routeOptions: { readonly config: object };
}

/** Finds the answer that is kept for a request, by the question that the reader of its route makes of it. */
@Injectable()
export class KeptAnswers {
  /** By handler: what its decorator says never changes. */
  private readonly readers = new Map<Handler, QuestionReader | undefined>();
  private readonly routes = new Map<object, Route>();

  constructor(
    private readonly reflector: Reflector,
    private readonly modules: ModuleRef,
    private readonly memo: AnswerMemo,
  ) {}

  /** A request that cannot be parsed has no key: it goes on to the pipe, which says what is wrong with it. */
  keyOf(handler: Handler, request: object): string | undefined {
    const question = this.readerOf(handler)?.questionOf(request);
    return question && cacheKey(question);
  }

  find(key: string | undefined): KeptAnswer | undefined {
    return key === undefined ? undefined : this.memo.get(key);
  }

  /** Keeps an answer for those who ask the same, and remembers of which route it is. */
  keep(key: string | undefined, answer: KeptAnswer, context: ExecutionContext): void {
    if (key !== undefined && this.memo.keep(key, answer)) this.learnRoute(context);
  }

  /** Remembers of which route a request is that is answered from what is kept: another method has a route of its own. */
  learnRoute(context: ExecutionContext): void {
    const [{ routeOptions }] = context.getArgs<[RoutedRequest]>();
    const route = { controller: context.getClass(), handler: context.getHandler() };
    if (!hasOwnGuards(route)) this.routes.set(routeOptions.config, route);
  }

  /** The route of a request, when an answer of it has been kept and nobody but the guards of all routes has to be asked. */
  routeOf({ routeOptions }: RoutedRequest): Route | undefined {
    return this.routes.get(routeOptions.config);
  }

  private readerOf(handler: Handler): QuestionReader | undefined {
    if (this.readers.has(handler)) return this.readers.get(handler);
    const type = this.reflector.get<Type<QuestionReader> | undefined>(QUESTION_READER, handler);
    const reader = type && this.modules.get<QuestionReader>(type, { strict: false });
    this.readers.set(handler, reader);
    return reader;
  }
}

function hasOwnGuards({ controller, handler }: Route): boolean {
  return [controller, handler].some((target) => Reflect.hasMetadata(GUARDS_METADATA, target));
}
