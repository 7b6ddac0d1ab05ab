import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';

import { InstrumentRegistry } from './instrument-registry.js';

const RESULTS = { cached: 'hit', stale: 'stale', live: 'miss' } as const;
const COLLAPSED = 'collapsed';

/** What came of one look for a copy. */
export interface CopyLookup {
  readonly state: keyof typeof RESULTS;
  /** Waited for a fetch that another caller had begun. */
  readonly isCollapsed: boolean;
}

/** Counts how often copies were there when a caller was answered. */
@Injectable()
export class CacheInstruments {
  private readonly lookups;

  constructor(registry: InstrumentRegistry) {
    this.lookups = new Counter({
      name: 'bff_cache_lookups_total',
      help: 'Looks for a copy: hit (fresh), stale, miss (fetched for it), collapsed (waited for the fetch of another).',
      labelNames: ['result'],
      registers: [registry],
    });
    for (const result of [...Object.values(RESULTS), COLLAPSED]) this.lookups.inc({ result }, 0);
  }

  /** Counts the looks of one answer. Most have one result throughout, and a counter is dearer to find than to raise. */
  lookedUp(lookups: readonly CopyLookup[]): void {
    let run = { result: RESULTS.cached as string, count: 0 };
    for (const lookup of lookups) {
      const result = resultOf(lookup);
      if (result !== run.result) {
        this.count(run);
        run = { result, count: 0 };
      }
      run.count += 1;
    }
    this.count(run);
  }

  private count({ result, count }: { readonly result: string; readonly count: number }): void {
    if (count > 0) this.lookups.inc({ result }, count);
  }
}

function resultOf({ state, isCollapsed }: CopyLookup): string {
  return isCollapsed ? COLLAPSED : RESULTS[state];
}
