import { Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import { AppError } from '../errors/app-error.js';
import type { Organization } from '../organizations/organization.js';
import { isFresh, isUsable, type Copy } from './copy.js';
import { CopyFlights } from './copy-flights.js';
import type { CopyKey } from './copy-key.js';
import type { CopyQuestion } from './copy-question.js';
import { CopyStore } from './copy-store.js';
import type { Lookup, ReadContext } from './read-context.js';
import { mayServeStale } from './serve-stale.js';
import { SharedCopies } from './shared-copies.js';

/** One look for a copy of a known kind. */
export type LookupOf<T> = Lookup & { readonly copy: Copy<T> };

/** What a copy of an earlier question tells about this one. */
interface EarlierCopy<T> {
  readonly copy: Copy<T>;
  readonly isExact: boolean;
}

/**
 * Answers questions from fresh copies; from stale ones while a refresh runs behind the caller's back or fails;
 * else from upstream. RFC 9111, RFC 5861.
 */
@Injectable()
export class Copies {
  constructor(
    private readonly store: CopyStore,
    private readonly flights: CopyFlights,
    private readonly shared: SharedCopies,
    private readonly clock: Clock,
    private readonly config: ConfigService,
  ) {}

  /** The answer to a question, and how it was come by. Rejects with the `AppError` of the fetch. */
  async read<T>(question: CopyQuestion<T>, context: ReadContext): Promise<LookupOf<T>> {
    const { mustAsk, mayOnlyUseCopies } = context.directives;
    const held = await this.store.get<T>(question.key);
    const nowMs = this.clock.monotonicMs();
    if (held !== undefined && isFresh(held, nowMs) && !mustAsk) return this.use(question.key, held, context);
    const derived = mustAsk ? undefined : await this.flights.derive(question);
    if (derived !== undefined) return this.use(question.key, derived, context);
    const earlier = this.fromEarlier(question);
    const fresh = earlier.find(({ copy, isExact }) => isExact && isFresh(copy, nowMs))?.copy;
    if (fresh !== undefined && !mustAsk) return this.use(question.key, fresh, context);
    const shared = await this.fromOthers(question, this.staleOf(held, earlier), context);
    if (shared !== undefined && isFresh(shared, this.clock.monotonicMs()))
      return this.use(question.key, shared, context);
    const stale = this.staleOf(shared ?? held, earlier);
    if (stale !== undefined && !mustAsk && (this.mayRefreshBehind || mayOnlyUseCopies))
      return await this.useStale(question, stale, context);
    if (mayOnlyUseCopies)
      throw new AppError('not-cached', 'There is no copy, and only copies were asked for.');
    return await this.ask(question, stale, context);
  }

  /** The newest fresh copy of an organization that fits, whatever question it answered. */
  find<T>(
    organization: Organization,
    fits: (value: T) => boolean,
    context: ReadContext,
  ): LookupOf<T> | undefined {
    if (context.directives.mustAsk) return undefined;
    const nowMs = this.clock.monotonicMs();
    const found = this.newestOf<T>(organization, (copy) => isFresh(copy, nowMs) && fits(copy.value));
    return found && this.use(found[0], found[1], context);
  }

  /** The newest copy of an organization that fits and may be shown in place of a failure. */
  findInstead<T>(
    organization: Organization,
    fits: (value: T) => boolean,
    { error, context }: { readonly error: unknown; readonly context: ReadContext },
  ): LookupOf<T> | undefined {
    if (!mayServeStale(error) || this.config.current.cache.staleMs === 0) return undefined;
    const nowMs = this.clock.monotonicMs();
    const found = this.newestOf<T>(organization, (copy) => isUsable(copy, nowMs) && fits(copy.value));
    if (found === undefined) return undefined;
    return note(context, { key: found[0], copy: found[1], state: 'stale', isCollapsed: false, error });
  }

  private newestOf<T>(
    organization: Organization,
    fits: (copy: Copy<T>) => boolean,
  ): readonly [CopyKey, Copy<T>] | undefined {
    return this.store
      .copiesOf<T>(organization)
      .filter(([, copy]) => fits(copy))
      .toSorted(newestFirst)[0];
  }

  /** Without any freshness every request asks, and an older copy only stands in for a failure. */
  private get mayRefreshBehind(): boolean {
    return this.config.current.cache.freshMs > 0;
  }

  /** A slow refresh holds nobody who can have an older copy; a refusal that no copy may hide is asked for anew. */
  private async useStale<T>(
    question: CopyQuestion<T>,
    copy: Copy<T>,
    context: ReadContext,
  ): Promise<LookupOf<T>> {
    const { rests } = this.flights;
    const failure = rests.failureOf(question.key);
    const mayAsk = !context.directives.mayOnlyUseCopies;
    if (failure !== undefined && !mayServeStale(failure)) {
      if (!mayAsk || !rests.mayRefresh(question.key)) throw failure;
      return await this.ask(question, copy, context);
    }
    if (mayAsk) this.flights.refreshBehind(question, context);
    return note(context, { key: question.key, copy, state: 'stale', isCollapsed: false, error: failure });
  }

  private async ask<T>(
    question: CopyQuestion<T>,
    stale: Copy<T> | undefined,
    context: ReadContext,
  ): Promise<LookupOf<T>> {
    const { key } = question;
    try {
      return note(context, { key, ...(await this.flights.join(question, context)), error: undefined });
    } catch (error) {
      if (!mayServeStale(error)) throw error;
      const others = stale ?? this.staleOf(await this.findShared(question), []);
      const instead = others ?? this.flights.deriveStale(question);
      if (instead === undefined) throw error;
      return note(context, { key, copy: instead, state: 'stale', isCollapsed: false, error });
    }
  }

  /** What another replica left, where nothing of one's own can be shown and the upstream need not be asked anyway. */
  private async fromOthers<T>(
    question: CopyQuestion<T>,
    own: Copy<T> | undefined,
    { directives: { mustAsk, mayOnlyUseCopies } }: ReadContext,
  ): Promise<Copy<T> | undefined> {
    if (own !== undefined || mustAsk || !(this.mayRefreshBehind || mayOnlyUseCopies)) return undefined;
    return await this.findShared(question);
  }

  /** The copy that another replica left, else what its last one of the same series tells. */
  private async findShared<T>(question: CopyQuestion<T>): Promise<Copy<T> | undefined> {
    const same = await this.shared.find<T>(question);
    if (same !== undefined || !(await this.shared.findOfSeries(question))) return same;
    // It is held by now, as one of the earlier copies.
    const [earlier] = this.fromEarlier(question);
    return earlier === undefined || earlier.isExact
      ? earlier?.copy
      : { ...earlier.copy, freshUntilMonotonicMs: 0 };
  }

  private staleOf<T>(held: Copy<T> | undefined, earlier: readonly EarlierCopy<T>[]): Copy<T> | undefined {
    // A fresh copy, too, would be shown as stale here.
    if (this.config.current.cache.staleMs === 0) return undefined;
    const isHeldUsable = held !== undefined && isUsable(held, this.clock.monotonicMs());
    return isHeldUsable ? held : earlier[0]?.copy;
  }

  /** What usable copies of earlier questions tell, newest first. */
  private fromEarlier<T>({ organization, fromEarlier }: CopyQuestion<T>): EarlierCopy<T>[] {
    if (fromEarlier === undefined) return [];
    const nowMs = this.clock.monotonicMs();
    return this.store
      .copiesOf<T>(organization)
      .filter(([, copy]) => isUsable(copy, nowMs))
      .toSorted(newestFirst)
      .flatMap(([key, copy]) => {
        const told = fromEarlier(copy.value, copy.fetchedAtMs);
        if (told === undefined) return [];
        return [{ copy: { ...copy, value: told.value, madeOf: { key, copy } }, isExact: told.isExact }];
      });
  }

  private use<T>(key: CopyKey, copy: Copy<T>, context: ReadContext): LookupOf<T> {
    return note(context, { key, copy, state: 'cached', isCollapsed: false, error: undefined });
  }
}

function note<T>(context: ReadContext, lookup: LookupOf<T>): LookupOf<T> {
  context.lookups.push(lookup);
  return lookup;
}

function newestFirst(
  [, left]: readonly [CopyKey, Copy<unknown>],
  [, right]: readonly [CopyKey, Copy<unknown>],
): number {
  return right.fetchedAtMonotonicMs - left.fetchedAtMonotonicMs;
}
