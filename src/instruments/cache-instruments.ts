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

  /** Counts the looks of one answer. Most have one result, and a counter is dearer to find than to raise. */
  lookedUp(lookups: readonly CopyLookup[]): void {
    const counts = new Map<string, number>();
    for (const { state, isCollapsed } of lookups) {
      const result = isCollapsed ? COLLAPSED : RESULTS[state];
      counts.set(result, (counts.get(result) ?? 0) + 1);
    }
    for (const [result, count] of counts) this.lookups.inc({ result }, count);
  }
}
