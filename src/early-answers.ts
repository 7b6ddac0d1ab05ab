import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';

import { AdmissionGuard } from './admission.guard.js';
import type { AnswerDraft } from './answer-draft.js';
import { KeptAnswers, type RoutedRequest } from './cache/kept-answers.js';
import { ResponseCacheInterceptor, type Sent } from './cache/response-cache.interceptor.js';

/**
 * Answers requests from what is kept before the framework's pipeline begins: its promises and observables took a third of the
 * time of a cached answer. Guards and interceptor are the pipeline's own, in its order; what they do not answer here they meet there.
 */
@Injectable()
export class EarlyAnswers {
  constructor(
    private readonly kept: KeptAnswers,
    private readonly admission: AdmissionGuard,
    private readonly cache: ResponseCacheInterceptor,
  ) {}

  /** What to send, the draft having its header; undefined when the pipeline has to answer. At once where nobody has to be waited for. */
  answerTo(request: RoutedRequest, draft: AnswerDraft): Sent | undefined | Promise<Sent | undefined> {
    const route = this.kept.routeOf(request);
    if (route === undefined) return undefined;
    const context = new ExecutionContextHost([request, draft], route.controller, route.handler);
    const isLetIn = this.isLetIn(context);
    if (isLetIn instanceof Promise) return isLetIn.then((isIn) => this.keptFor(context, isIn));
    return this.keptFor(context, isLetIn);
  }

  /** What fails here fails in the pipeline, too, which answers and tells of it; here nobody would. */
  private keptFor(context: ExecutionContext, isLetIn: boolean): Sent | undefined {
    try {
      return isLetIn ? this.cache.sendKept(context) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Whoever is refused is so by the pipeline: the guard says there what it has said here. Never rejects. */
  private isLetIn(context: ExecutionContext): boolean | Promise<boolean> {
    try {
      const isLetIn = this.admission.canActivate(context);
      return isLetIn instanceof Promise ? isLetIn.catch(() => false) : isLetIn;
    } catch {
      return false;
    }
  }
}
