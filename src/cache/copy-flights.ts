import { Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import { AppError } from '../errors/app-error.js';
import { SharedFlight } from '../outgoing/shared-flight.js';
import { UpstreamError } from '../upstream/upstream-error.js';
import type { CallContext } from '../upstream/upstream-request.js';
import type { Copy } from './copy.js';
import type { CopyKey } from './copy-key.js';
import type { CopyQuestion, Loaded } from './copy-question.js';
import { CopyStore } from './copy-store.js';
import type { ReadContext } from './read-context.js';
import { RefreshRests } from './refresh-rests.js';

/** How long a copy that lacks something spares the upstream. */
const INCOMPLETE_FRESH_MS = 5_000;

/** Fetches copies: one flight at a time for each question, whoever asks; what it brings is held. */
@Injectable()
export class CopyFlights {
  readonly rests: RefreshRests;
  private readonly flights = new Map<CopyKey, SharedFlight<Copy<unknown>>>();

  constructor(
    private readonly store: CopyStore,
    private readonly clock: Clock,
    private readonly config: ConfigService,
  ) {
    this.rests = new RefreshRests(clock);
  }

  /** A copy fetched now, by this caller or by one who began before. Rejects with the `AppError` of the fetch. */
  async join<T>(
    question: CopyQuestion<T>,
    context: ReadContext,
  ): Promise<{ copy: Copy<T>; isCollapsed: boolean }> {
    const running = this.runningFor(question);
    const begunMs = this.clock.monotonicMs();
    try {
      const copy = await (running ?? this.depart(question, context)).join(context.signal);
      return { copy, isCollapsed: running !== undefined };
    } finally {
      context.upstreamMs = Math.max(context.upstreamMs, this.clock.monotonicMs() - begunMs);
    }
  }

  /** Fetches behind the caller's back, unless somebody already does or it failed a moment ago. */
  refreshBehind<T>(question: CopyQuestion<T>, context: ReadContext): void {
    if (this.runningFor(question) !== undefined || !this.rests.mayRefresh(question.key)) return;
    // Nobody waits for it, so that its failure is only remembered.
    this.depart(question, context)
      .join()
      .catch(() => undefined);
  }

  private runningFor<T>({ key }: CopyQuestion<T>): SharedFlight<Copy<T>> | undefined {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A key names the question, and the question the type of its answer.
    const running = this.flights.get(key) as SharedFlight<Copy<T>> | undefined;
    return running?.isOpen === true ? running : undefined;
  }

  private depart<T>(question: CopyQuestion<T>, context: ReadContext): SharedFlight<Copy<T>> {
    const onAttempt = (): void => void (context.upstreamCalls += 1);
    const flight = new SharedFlight<Copy<T>>((signal) =>
      this.fetch(question, { signal, traceparent: context.traceparent, onAttempt }).finally(() => {
        if (this.flights.get(question.key) === flight) this.flights.delete(question.key);
      }),
    );
    this.flights.set(question.key, flight);
    return flight;
  }

  private async fetch<T>(question: CopyQuestion<T>, call: CallContext): Promise<Copy<T>> {
    const { key, organization, load } = question;
    const asked = { atMs: this.clock.wallMs(), atMonotonicMs: this.clock.monotonicMs() };
    const epoch = this.store.epoch;
    try {
      const copy = this.copyOf(await this.withinDeadline(load, call), asked);
      // What was asked before a purge must not come back after it.
      if (epoch === this.store.epoch) await this.hold(question, copy);
      this.rests.succeeded(key);
      return copy;
    } catch (error) {
      if (!call.signal.aborted) this.rests.failed(key, error);
      // Access may have been withdrawn: what was read before must not be shown any longer.
      if (error instanceof UpstreamError && error.upstreamStatus === 403)
        await this.store.dropOrganization(organization);
      throw error;
    }
  }

  /** One that lacks something replaces no good copy: when its moment is over, that one is still there. */
  private async hold<T>(question: CopyQuestion<T>, copy: Copy<T>): Promise<void> {
    if (copy.staleUntilMonotonicMs > copy.freshUntilMonotonicMs) await this.retireEarlier(question);
    await this.store.put(question.key, copy);
  }

  /** Earlier copies that a newer one makes needless keep their freshness only: a board that moves leaves no trail in memory. */
  private async retireEarlier<T>({ key, organization, fromEarlier }: CopyQuestion<T>): Promise<void> {
    const needless = this.store
      .copiesOf<T>(organization)
      .filter(
        ([other, { value, fetchedAtMs }]) => other !== key && fromEarlier?.(value, fetchedAtMs) !== undefined,
      );
    await Promise.all(needless.map(([other, copy]) => this.store.retire(other, copy)));
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

  /** A copy that lacks something is fresh for a moment, and never shown as stale: it would be taken for whole. */
  private copyOf<T>(
    { value, isComplete, sizeBytes }: Loaded<T>,
    asked: { atMs: number; atMonotonicMs: number },
  ): Copy<T> {
    const { freshMs, staleMs } = this.config.current.cache;
    const lifeMs = isComplete ? freshMs : Math.min(freshMs, INCOMPLETE_FRESH_MS);
    const freshUntilMonotonicMs = this.clock.monotonicMs() + lifeMs;
    return {
      value,
      sizeBytes,
      fetchedAtMs: asked.atMs,
      fetchedAtMonotonicMs: asked.atMonotonicMs,
      freshUntilMonotonicMs,
      staleUntilMonotonicMs: isComplete ? freshUntilMonotonicMs + staleMs : freshUntilMonotonicMs,
    };
  }
}
