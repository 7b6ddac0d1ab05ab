import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

import type { Answer } from '../aggregation/answer.js';
import { Clock } from '../config/clock.js';
import { isFresh } from './copy.js';
import { CopyStore } from './copy-store.js';
import type { Lookup } from './read-context.js';

/** A whole answer, with the copies it was made from. */
export interface KeptAnswer {
  readonly answer: Answer;
  readonly entityTag: string;
  readonly lookups: readonly Lookup[];
}

/** Answers are cheap to make again: enough for what dashboards ask over and over. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;

/** Keeps answers that were made from copies alone, for as long as each of those copies is still held and fresh. */
@Injectable()
export class AnswerMemo {
  private readonly kept = new LRUCache<string, KeptAnswer>({
    maxSize: MAX_KEPT_BYTES,
    sizeCalculation: ({ answer }, key) => key.length + JSON.stringify(answer.body).length,
  });

  constructor(
    private readonly store: CopyStore,
    private readonly clock: Clock,
  ) {}

  get(key: string): KeptAnswer | undefined {
    const kept = this.kept.get(key);
    if (kept === undefined || kept.lookups.every((lookup) => this.isCurrent(lookup))) return kept;
    this.kept.delete(key);
    return undefined;
  }

  /** Keeps an answer, unless something in it was fetched for this request or is missing. */
  keep(key: string, kept: KeptAnswer): void {
    const isFromCopies = kept.answer.sources.every(({ state }) => state === 'cached');
    if (isFromCopies && kept.lookups.length > 0) this.kept.set(key, kept);
  }

  private isCurrent({ key, copy }: Lookup): boolean {
    return isFresh(copy, this.clock.monotonicMs()) && this.store.isHeld(key, copy);
  }
}
