import { Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import { AppError } from '../errors/app-error.js';
import type { Organization } from '../organizations/organization.js';
import { SharedFlight } from '../outgoing/shared-flight.js';
import { UpstreamError } from '../upstream/upstream-error.js';
import type { CallContext } from '../upstream/upstream-request.js';
import { isFresh, type Copy } from './copy.js';
import type { CopyKey } from './copy-key.js';
import { CopyStore } from './copy-store.js';
import type { Lookup, ReadContext } from './read-context.js';

/** What a question brought from upstream. */
export interface Loaded<T> {
  readonly value: T;
  /** Something was left out: held for a moment only, so that it is soon looked at again. */
  readonly isComplete: boolean;
  readonly sizeBytes: number;
}

export interface CopyQuestion<T> {
  readonly key: CopyKey;
  readonly organization: Organization;
  readonly load: (context: CallContext) => Promise<Loaded<T>>;
}

/** How long a copy that lacks something spares the upstream. */
const INCOMPLETE_FRESH_MS = 5_000;

/** Answers questions from fresh copies, else from upstream: one fetch at a time for each question, whoever asks. */
@Injectable()
export class Copies {
  private readonly flights = new Map<CopyKey, SharedFlight<Copy<unknown>>>();

  constructor(
    private readonly store: CopyStore,
    private readonly clock: Clock,
    private readonly config: ConfigService,
  ) {}

  /** The answer to a question, and how it was come by. Rejects with the `AppError` of the fetch. */
  async read<T>(
    question: CopyQuestion<T>,
    context: ReadContext,
  ): Promise<Lookup & { readonly copy: Copy<T> }> {
    const held = await this.store.get<T>(question.key);
    if (held !== undefined && this.mayUse(held, context)) return this.use(question.key, held, context);
    if (context.directives.mayOnlyUseCopies)
      throw new AppError('not-cached', 'There is no copy, and only copies were asked for.');
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A key names the question, and the question the type of its answer.
    const running = this.flights.get(question.key) as SharedFlight<Copy<T>> | undefined;
    const isCollapsed = running?.isOpen ?? false;
    const flight = isCollapsed && running !== undefined ? running : this.depart(question, context);
    const copy = await this.waitFor(flight, context);
    return note(context, { key: question.key, copy, state: 'live', isCollapsed });
  }

  /** The first copy of an organization that fits and may be used, whatever question it answered. */
  find<T>(
    organization: Organization,
    fits: (value: T) => boolean,
    context: ReadContext,
  ): (Lookup & { readonly copy: Copy<T> }) | undefined {
    for (const [key, copy] of this.store.copiesOf<T>(organization)) {
      if (this.mayUse(copy, context) && fits(copy.value)) return this.use(key, copy, context);
    }
    return undefined;
  }

  private mayUse(copy: Copy<unknown>, context: ReadContext): boolean {
    return isFresh(copy, this.clock.monotonicMs()) && !context.directives.mustAsk;
  }

  private use<T>(key: CopyKey, copy: Copy<T>, context: ReadContext): Lookup & { readonly copy: Copy<T> } {
    return note(context, { key, copy, state: 'cached', isCollapsed: false });
  }

  private async waitFor<T>(flight: SharedFlight<T>, context: ReadContext): Promise<T> {
    const begunMs = this.clock.monotonicMs();
    try {
      return await flight.join(context.signal);
    } finally {
      context.upstreamMs = Math.max(context.upstreamMs, this.clock.monotonicMs() - begunMs);
    }
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

  private async fetch<T>({ key, organization, load }: CopyQuestion<T>, call: CallContext): Promise<Copy<T>> {
    try {
      const copy = this.copyOf(await this.withinDeadline(load, call));
      await this.store.put(key, copy);
      return copy;
    } catch (error) {
      // Access may have been withdrawn: what was read before must not be shown any longer.
      if (error instanceof UpstreamError && error.upstreamStatus === 403)
        await this.store.dropOrganization(organization);
      throw error;
    }
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

  private copyOf<T>({ value, isComplete, sizeBytes }: Loaded<T>): Copy<T> {
    const nowMs = this.clock.monotonicMs();
    const { freshMs } = this.config.current.cache;
    const lifeMs = isComplete ? freshMs : Math.min(freshMs, INCOMPLETE_FRESH_MS);
    return {
      value,
      sizeBytes,
      fetchedAtMs: this.clock.wallMs(),
      fetchedAtMonotonicMs: nowMs,
      freshUntilMonotonicMs: nowMs + lifeMs,
    };
  }
}

function note<T>(
  context: ReadContext,
  lookup: Lookup & { readonly copy: Copy<T> },
): Lookup & { readonly copy: Copy<T> } {
  context.lookups.push(lookup);
  return lookup;
}
