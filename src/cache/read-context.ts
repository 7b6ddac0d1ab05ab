import { Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import { RequestNote } from '../config/request-note.js';
import { AppError } from '../errors/app-error.js';
import { readTraceparent } from '../tracing/traceparent.js';
import { readCacheDirectives, type CacheDirectives } from './cache-directives.js';
import type { Copy } from './copy.js';
import type { CopyKey } from './copy-key.js';

/** One look for a copy, and what came of it. */
export interface Lookup {
  readonly key: CopyKey;
  readonly copy: Copy<unknown>;
  readonly state: 'live' | 'cached' | 'stale';
  /** Waited for a fetch that another caller had begun. */
  readonly isCollapsed: boolean;
  /** Why an older copy had to do. */
  readonly error: AppError | undefined;
}

/** What is known of a request as soon as it is read: enough to answer it from what is kept. */
export interface ReadStart {
  readonly directives: CacheDirectives;
  readonly startedAtMonotonicMs: number;
}

/** What belongs to one request while it is answered. */
export interface ReadContext extends ReadStart {
  /** Aborts at the request's deadline, or when the caller leaves; its reason is an `AppError`. */
  readonly signal: AbortSignal;
  readonly traceparent: string | undefined;
  readonly lookups: Lookup[];
  /** Calls that were sent upstream for this request. */
  upstreamCalls: number;
  /** The longest this request waited for the upstream. */
  upstreamMs: number;
}

/** What is read of a request; the framework's own has it. */
export interface ReadableRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Aborts when the caller leaves. */
  readonly signal: AbortSignal;
}

const contexts = new RequestNote<ReadContext>('reading');

@Injectable()
export class ReadContexts {
  constructor(
    private readonly clock: Clock,
    private readonly config: ConfigService,
  ) {}

  /** The beginning of a request, without a deadline: a timer and a signal took 3 % of the time of a cached answer, which needs neither. */
  begin({ headers: { 'cache-control': cacheControl } }: ReadableRequest): ReadStart {
    return {
      directives: readCacheDirectives(typeof cacheControl === 'string' ? cacheControl : undefined),
      startedAtMonotonicMs: this.clock.monotonicMs(),
    };
  }

  /** Opens the context of a request; the returned function ends its timer. */
  open(request: ReadableRequest): () => void {
    const ending = new AbortController();
    const expire = (): void =>
      ending.abort(
        new AppError('upstream-timeout', 'The upstream did not answer within the time of the request.'),
      );
    const leave = (): void => ending.abort(new AppError('upstream-timeout', 'The caller left.'));
    const stop = this.clock.after(this.config.current.upstream.deadlineMs, expire);
    request.signal.addEventListener('abort', leave, { once: true });
    contexts.write(request, {
      ...this.begin(request),
      signal: ending.signal,
      traceparent: readTraceparent(request.headers['traceparent']),
      lookups: [],
      upstreamCalls: 0,
      upstreamMs: 0,
    });
    return () => {
      stop();
      request.signal.removeEventListener('abort', leave);
    };
  }
}

/** The context of a request. Throws when no interceptor opened one: nothing is read outside of it. */
export function readContextOf(request: object): ReadContext {
  const context = contexts.of(request);
  if (context === undefined) throw new Error('the route lacks the ResponseCacheInterceptor');
  return context;
}
