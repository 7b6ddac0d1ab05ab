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
  /** Weak: a kept answer must not keep copies in memory that the store has let go. */
  readonly copies: readonly (readonly [CopyKey, WeakRef<Copy<unknown>>])[];
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
    if (entry.copies.every(([copyKey, copy]) => this.isCurrent(copyKey, copy.deref()))) return entry.kept;
    this.entries.delete(key);
    return undefined;
  }

  /** Keeps an answer, unless something in it was fetched for this request or is missing. */
  keep(key: string, kept: KeptAnswer): void {
    const isFromCopies = kept.sources.every(({ state }) => state === 'cached');
    if (!isFromCopies || kept.lookups.length === 0) return;
    const copies = kept.lookups.map(({ key: copyKey, copy }) => [copyKey, new WeakRef(copy)] as const);
    this.entries.set(key, { kept: { ...kept, lookups: kept.lookups.map(withoutValue) }, copies });
  }

  private isCurrent(key: CopyKey, copy: Copy<unknown> | undefined): boolean {
    return copy !== undefined && isFresh(copy, this.clock.monotonicMs()) && this.store.isHeld(key, copy);
  }
}

function withoutValue(lookup: Lookup): Lookup {
  return { ...lookup, copy: { ...lookup.copy, value: undefined } };
}
