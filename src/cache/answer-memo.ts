import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

import type { Answer } from '../aggregation/answer.js';
import type { SourceReport } from '../aggregation/source.js';
import { Clock } from '../config/clock.js';
import { isFresh, type Copy } from './copy.js';
import type { CopyKey } from './copy-key.js';
import { CopyStore } from './copy-store.js';
import type { Lookup } from './read-context.js';

/** A whole answer as it is sent, with the copies it was made from. */
export interface KeptAnswer {
  /** JSON in UTF-8, written once: to write it for every caller took 9 % of the time of a cached answer. */
  readonly body: Buffer;
  readonly headers: Answer['headers'];
  readonly sources: readonly Pick<SourceReport, 'state'>[];
  readonly entityTag: string;
  readonly lookups: readonly Lookup[];
}

/** Answers are cheap to make again: enough for what dashboards ask over and over. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;

interface Entry {
  readonly kept: KeptAnswer;
  readonly watched: readonly WatchedCopy[];
}

interface WatchedCopy {
  readonly key: CopyKey;
  /** Weak: a kept answer must not keep copies in memory that the store has let go. */
  readonly copy: WeakRef<Copy<unknown>>;
  /** Where the copy was an earlier question's: the key under which this question's own would be held. */
  readonly ownKey: CopyKey | undefined;
}

/** Keeps answers that were made from copies alone, for as long as each of those copies is still held and fresh. */
@Injectable()
export class AnswerMemo {
  private readonly entries = new LRUCache<string, Entry>({
    maxSize: MAX_KEPT_BYTES,
    sizeCalculation: ({ kept: { body, headers } }, key) =>
      key.length + body.length + JSON.stringify(headers).length,
  });

  constructor(
    private readonly store: CopyStore,
    private readonly clock: Clock,
  ) {}

  get(key: string): KeptAnswer | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.watched.every((watched) => this.isCurrent(watched))) return entry.kept;
    this.entries.delete(key);
    return undefined;
  }

  /** Keeps an answer, unless something in it was fetched for this request or is missing. */
  keep(key: string, kept: KeptAnswer): void {
    const isFromCopies = kept.sources.every(({ state }) => state === 'cached');
    if (!isFromCopies || kept.lookups.length === 0) return;
    const watched = kept.lookups.map(watchedOf);
    this.entries.set(key, { kept: { ...kept, lookups: kept.lookups.map(withoutValue) }, watched });
  }

  private isCurrent({ key, copy: reference, ownKey }: WatchedCopy): boolean {
    const copy = reference.deref();
    if (copy === undefined || !this.isFresh(copy) || !this.store.isHeld(key, copy)) return false;
    return ownKey === undefined || !this.isFresh(this.store.peek(ownKey));
  }

  private isFresh(copy: Copy<unknown> | undefined): boolean {
    return copy !== undefined && isFresh(copy, this.clock.monotonicMs());
  }
}

function watchedOf({ key, copy }: Lookup): WatchedCopy {
  const { madeOf } = copy;
  if (madeOf === undefined) return { key, copy: new WeakRef(copy), ownKey: undefined };
  return { key: madeOf.key, copy: new WeakRef(madeOf.copy), ownKey: key };
}

function withoutValue(lookup: Lookup): Lookup {
  const { madeOf: _madeOf, ...copy } = lookup.copy;
  return { ...lookup, copy: { ...copy, value: undefined } };
}
