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

  /** What to send, the draft having its header; undefined when the pipeline has to answer. */
  answerTo(request: RoutedRequest, draft: AnswerDraft): Sent | undefined {
    const route = this.kept.routeOf(request);
    if (route === undefined) return undefined;
    const context = new ExecutionContextHost([request, draft], route.controller, route.handler);
    return this.isLetIn(context) ? this.cache.sendKept(context) : undefined;
  }

  /** Whoever has to be waited for, or is refused, is so by the pipeline: the guard says there what it has said here. */
  private isLetIn(context: ExecutionContext): boolean {
    try {
      return this.admission.canActivate(context) === true;
    } catch {
      return false;
    }
  }
}
