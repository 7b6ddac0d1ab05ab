import { LRUCache } from 'lru-cache';

import { type AnswerQuestion, cacheKey } from '../cache/cache-key.js';
import type { Organization } from '../organizations/organization.js';
import type { JobSelection } from './job-selection.js';

/** About as much as their addresses and what was made of them take; those asked longest ago are forgotten. */
const MOST_BYTES = 4 * 1024 * 1024;
const BYTES_BESIDE_THE_ADDRESS = 2_000;
const MINUTE_MS = 60_000;

/** Who asks what, and when: all that a question is made of beside the configuration. */
export interface Asking {
  readonly url: string;
  /** The list of the caller, the very same for all who see the same, and a new one after a reload. */
  readonly organizations: readonly Organization[];
  readonly nowMs: number;
}

/** What an address asks: the selection, and the question that it is kept under. */
export interface Asked {
  readonly selection: JobSelection;
  readonly question: AnswerQuestion;
}

/**
 * Remembers what addresses ask, so that those asked over and over are read once a minute: reading one took 9 %
 * of the time of a cached answer. What one list of organizations was told is never found with another.
 */
export class KnownQuestions {
  private readonly ids = new WeakMap<readonly Organization[], number>();
  private lists = 0;
  private readonly entries = new LRUCache<string, { readonly minute: number; readonly asked: Asked }>({
    maxSize: MOST_BYTES,
    // The key of the answer lives as long as the question, and names every organization.
    sizeCalculation: ({ asked }, key) =>
      2 * (key.length + cacheKey(asked.question).length) + BYTES_BESIDE_THE_ADDRESS,
  });

  find(asking: Asking): Asked | undefined {
    const known = this.entries.get(this.keyOf(asking));
    return known?.minute === minuteOf(asking.nowMs) ? known.asked : undefined;
  }

  remember(asking: Asking, asked: Asked): void {
    this.entries.set(this.keyOf(asking), { minute: minuteOf(asking.nowMs), asked });
  }

  private keyOf({ url, organizations }: Asking): string {
    return `${this.idOf(organizations)} ${url}`;
  }

  private idOf(organizations: readonly Organization[]): number {
    const known = this.ids.get(organizations);
    if (known !== undefined) return known;
    this.lists += 1;
    this.ids.set(organizations, this.lists);
    return this.lists;
  }
}

/** Windows are rounded outward, down and up: a whole minute and the moment after it are two. */
function minuteOf(nowMs: number): number {
  return Math.floor(nowMs / MINUTE_MS) + Math.ceil(nowMs / MINUTE_MS);
}
