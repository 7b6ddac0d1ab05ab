import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

import type { Answer } from '../aggregation/answer.js';
import type { SourceReport } from '../aggregation/source.js';
import { Clock } from '../config/clock.js';
import type { Provenance } from './cache-headers.js';
import { isFresh, type Copy } from './copy.js';
import type { CopyKey } from './copy-key.js';
import { CopyStore } from './copy-store.js';
import type { Lookup } from './read-context.js';

/** A whole answer as it is sent, with the copies it was made from. */
export interface KeptAnswer {
  /** JSON, a character for each byte that is sent, written once: to write it for every caller took 9 % of the time of a cached answer. */
  readonly body: string;
  readonly headers: Answer['headers'];
  readonly sources: readonly Pick<SourceReport, 'state'>[];
  readonly entityTag: string;
  readonly provenance: Provenance;
  readonly lookups: readonly Lookup[];
}

/** Answers are cheap to make again: enough for what dashboards ask over and over. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;

/** How long copies may go without counting as used while answers made of them are asked for. */
const USE_EVERY_MS = 1000;

interface Entry {
  readonly kept: KeptAnswer;
  readonly watched: readonly WatchedCopy[];
  /** When all of the copies were last looked at, and what the store's count of changes was. */
  seen: { readonly atMs: number; readonly changes: number } | undefined;
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
    if (this.isCurrent(entry)) return entry.kept;
    this.entries.delete(key);
    return undefined;
  }

  /** Keeps an answer, unless something in it was fetched for this request or is missing. True when it is kept. */
  keep(key: string, kept: KeptAnswer): boolean {
    const isFromCopies = kept.sources.every(({ state }) => state === 'cached');
    if (!isFromCopies || kept.lookups.length === 0) return false;
    const watched = kept.lookups.map(watchedOf);
    const withoutValues = { ...kept, lookups: kept.lookups.map(withoutValue) };
    this.entries.set(key, { kept: withoutValues, watched, seen: undefined });
    return true;
  }

  /** Looks at each copy only when anything has changed since, or they have to count as used again. */
  private isCurrent(entry: Entry): boolean {
    const { kept, seen, watched } = entry;
    const nowMs = this.clock.monotonicMs();
    if (nowMs >= kept.provenance.freshUntilMs) return false;
    const { changes } = this.store;
    if (seen?.changes === changes && nowMs - seen.atMs < USE_EVERY_MS) return true;
    if (!watched.every((one) => this.isStillTheOne(one, nowMs))) return false;
    entry.seen = { atMs: nowMs, changes };
    return true;
  }

  private isStillTheOne({ key, copy: reference, ownKey }: WatchedCopy, nowMs: number): boolean {
    const copy = reference.deref();
    if (copy === undefined || !this.store.isHeld(key, copy)) return false;
    const own = ownKey && this.store.peek(ownKey);
    return own === undefined || !isFresh(own, nowMs);
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
