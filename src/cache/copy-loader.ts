import { Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import { AppError } from '../errors/app-error.js';
import { Randomness } from '../upstream/randomness.js';
import type { CallContext } from '../upstream/upstream-request.js';
import { isFresh, isUsable, type Copy } from './copy.js';
import type { CopyQuestion, Loaded } from './copy-question.js';
import { makeCopy, type Moment } from './make-copy.js';

/** By how much a refresh may shorten the life of what it brings: copies made together do not end together for ever. */
const MOST_SHORTENED = 0.1;

/** A copy of what a question brought just now. */
export interface LoadedCopy<T> {
  readonly copy: Copy<T>;
  /** False when something was left out: it is not good enough to be shared. */
  readonly isComplete: boolean;
}

/** Makes copies: from what the upstream answers, or from what is held elsewhere. */
@Injectable()
export class CopyLoader {
  constructor(
    private readonly clock: Clock,
    private readonly config: ConfigService,
    private readonly randomness: Randomness,
  ) {}

  /** Asks. Only what a refresh brings lives shorter: the first answer has the whole freshness. Rejects with an `AppError`. */
  async load<T>(
    question: CopyQuestion<T>,
    call: CallContext,
    { isRefresh }: { readonly isRefresh: boolean },
  ): Promise<LoadedCopy<T>> {
    const askedAt = this.now();
    const loaded = await this.withinDeadline(question.load, call);
    const share = isRefresh ? 1 - MOST_SHORTENED * this.randomness.fraction() : 1;
    return { copy: this.copyOf(loaded, askedAt, share), isComplete: loaded.isComplete };
  }

  /** What is held elsewhere answers without asking; undefined when it does not, or is no longer fresh. */
  derive<T>({ derive }: CopyQuestion<T>): Copy<T> | undefined {
    const { freshMs } = this.config.current.cache;
    const loaded = freshMs > 0 ? derive?.(freshMs) : undefined;
    const copy = loaded && this.copyOf(loaded, this.now(), 1);
    return copy !== undefined && isFresh(copy, this.clock.monotonicMs()) ? copy : undefined;
  }

  /** The same, no longer fresh, but not too old to be shown in place of a failure. */
  deriveStale<T>({ derive }: CopyQuestion<T>): Copy<T> | undefined {
    const { freshMs, staleMs } = this.config.current.cache;
    const loaded = staleMs > 0 ? derive?.(freshMs + staleMs) : undefined;
    const copy = loaded && this.copyOf(loaded, this.now(), 1);
    return copy !== undefined && isUsable(copy, this.clock.monotonicMs()) ? copy : undefined;
  }

  private copyOf<T>(loaded: Loaded<T>, askedAt: Moment, shareOfLife: number): Copy<T> {
    const { freshMs, staleMs } = this.config.current.cache;
    return makeCopy(loaded, { askedAt, now: this.now(), freshMs: freshMs * shareOfLife, staleMs });
  }

  /** A fetch has the whole time of a request, counted from its own start: who joins late waits no longer than he may. */
  private async withinDeadline<T>(load: CopyQuestion<T>['load'], call: CallContext): Promise<Loaded<T>> {
    const deadline = new AbortController();
    const lifeMs = this.config.current.upstream.deadlineMs;
    const deadlineMs = this.clock.monotonicMs() + lifeMs;
    const stop = this.clock.after(lifeMs, () => {
      deadline.abort(new AppError('upstream-timeout', 'The upstream did not answer in time.'));
    });
    try {
      return await load({ ...call, deadlineMs, signal: AbortSignal.any([call.signal, deadline.signal]) });
    } finally {
      stop();
    }
  }

  private now(): Moment {
    return { wallMs: this.clock.wallMs(), monotonicMs: this.clock.monotonicMs() };
  }
}
