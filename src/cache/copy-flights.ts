import { Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { SharedFlight } from '../outgoing/shared-flight.js';
import { UpstreamError } from '../upstream/upstream-error.js';
import type { CallContext } from '../upstream/upstream-request.js';
import type { Copy } from './copy.js';
import type { CopyKey } from './copy-key.js';
import { CopyLoader } from './copy-loader.js';
import type { CopyQuestion } from './copy-question.js';
import { CopyStore } from './copy-store.js';
import { Purges } from './purges.js';
import type { ReadContext } from './read-context.js';
import { RefreshRests } from './refresh-rests.js';
import { SharedTurns, type SharedTurn } from './shared-turns.js';

/** A copy that was fetched, or that another replica had fetched a moment before. */
interface Landing<T> {
  readonly copy: Copy<T>;
  readonly state: 'live' | 'cached';
}

interface FlightWish {
  /** The upstream is asked whatever is held anywhere. */
  readonly mustAsk: boolean;
  readonly isRefresh: boolean;
}

interface Departed<T> {
  readonly flight: SharedFlight<Landing<T>>;
  /** Before that, it may still land with a copy that is older than a caller who wants the upstream to be asked. */
  isAsking: boolean;
}

/** Fetches copies: one flight at a time for each question, whoever asks; what it brings is held. */
@Injectable()
export class CopyFlights {
  readonly rests: RefreshRests;
  private readonly departed = new Map<CopyKey, Departed<unknown>>();

  constructor(
    private readonly store: CopyStore,
    private readonly loader: CopyLoader,
    private readonly turns: SharedTurns,
    private readonly purges: Purges,
    private readonly clock: Clock,
  ) {
    this.rests = new RefreshRests(clock);
  }

  /** A copy fetched now, by this caller or by one who began before. Rejects with the `AppError` of the fetch. */
  async join<T>(
    question: CopyQuestion<T>,
    context: ReadContext,
  ): Promise<Landing<T> & { readonly isCollapsed: boolean }> {
    const { mustAsk } = context.directives;
    const running = this.runningFor(question, mustAsk);
    const begunMs = this.clock.monotonicMs();
    try {
      const flight = running ?? this.depart(question, { mustAsk, isRefresh: false }, context);
      return { ...(await flight.join(context.signal)), isCollapsed: running !== undefined };
    } finally {
      context.upstreamMs = Math.max(context.upstreamMs, this.clock.monotonicMs() - begunMs);
    }
  }

  /** Fetches behind the caller's back, unless somebody already does or it failed a moment ago. */
  refreshBehind<T>(question: CopyQuestion<T>, context: ReadContext): void {
    if (this.runningFor(question, false) !== undefined || !this.rests.mayRefresh(question.key)) return;
    // Nobody waits for it, so that its failure is only remembered.
    this.depart(question, { mustAsk: false, isRefresh: true }, context)
      .join()
      .catch(() => undefined);
  }

  /** What is held elsewhere answers without asking, and is held like any copy; undefined when it does not. */
  async derive<T>(question: CopyQuestion<T>): Promise<Copy<T> | undefined> {
    const copy = this.loader.derive(question);
    if (copy !== undefined) await this.hold(question, copy, this.store.epochOf(question.organization));
    return copy;
  }

  /** What is held elsewhere tells in place of a failure; undefined when it tells nothing. */
  deriveStale<T>(question: CopyQuestion<T>): Copy<T> | undefined {
    return this.loader.deriveStale(question);
  }

  private runningFor<T>({ key }: CopyQuestion<T>, mustAsk: boolean): SharedFlight<Landing<T>> | undefined {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A key names the question, and the question the type of its answer.
    const running = this.departed.get(key) as Departed<T> | undefined;
    if (running === undefined || (mustAsk && !running.isAsking)) return undefined;
    return running.flight.isOpen ? running.flight : undefined;
  }

  private depart<T>(
    question: CopyQuestion<T>,
    wish: FlightWish,
    context: ReadContext,
  ): SharedFlight<Landing<T>> {
    const onAttempt = (): void => void (context.upstreamCalls += 1);
    const departed: Departed<T> = {
      isAsking: !this.turns.areNeeded,
      flight: new SharedFlight((signal) =>
        this.fly(question, wish, {
          call: { signal, traceparent: context.traceparent, onAttempt },
          onAsk: () => (departed.isAsking = true),
        }).finally(() => {
          if (this.departed.get(question.key) === departed) this.departed.delete(question.key);
        }),
      ),
    };
    this.departed.set(question.key, departed);
    return departed.flight;
  }

  private async fly<T>(
    question: CopyQuestion<T>,
    wish: FlightWish,
    { call, onAsk }: { readonly call: CallContext; readonly onAsk: () => void },
  ): Promise<Landing<T>> {
    if (!this.turns.areNeeded)
      return { state: 'live', copy: await this.ask(question, wish, { call, finish: () => undefined }) };
    const turn: SharedTurn<T> = wish.mustAsk
      ? await this.turns.takeAnyway(question)
      : await this.turns.take(question, call.signal);
    if (turn.kind === 'found') {
      this.rests.succeeded(question.key);
      return { state: 'cached', copy: turn.copy };
    }
    onAsk();
    return { state: 'live', copy: await this.ask(question, wish, { call, finish: turn.finish }) };
  }

  private async ask<T>(
    question: CopyQuestion<T>,
    wish: FlightWish,
    { call, finish }: { readonly call: CallContext; readonly finish: (copy?: Copy<T>) => void },
  ): Promise<Copy<T>> {
    const { key, organization } = question;
    // What was asked before a purge must not come back after it.
    const epoch = this.store.epochOf(organization);
    let shareable: Copy<T> | undefined;
    try {
      const { copy, isComplete } = await this.loader.load(question, call, wish);
      await this.hold(question, copy, epoch);
      if (isComplete && epoch === this.store.epochOf(organization)) shareable = copy;
      this.rests.succeeded(key);
      return copy;
    } catch (error) {
      if (!call.signal.aborted) this.rests.failed(key, error);
      // Access may have been withdrawn: what was read before must not be shown any longer.
      if (error instanceof UpstreamError && error.upstreamStatus === 403)
        await this.purges.drop([organization]);
      throw error;
    } finally {
      finish(shareable);
    }
  }

  /** One that lacks something replaces no good copy: when its moment is over, that one is still there. */
  private async hold<T>(question: CopyQuestion<T>, copy: Copy<T>, epoch: number): Promise<void> {
    if (copy.staleUntilMonotonicMs > copy.freshUntilMonotonicMs) await this.retireEarlier(question);
    await this.store.putUnlessDropped(question, copy, epoch);
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
}
