import { expect, it } from 'vitest';

import { CacheInstruments } from './cache-instruments.js';
import { InstrumentRegistry } from './instrument-registry.js';

it('counts every look of an answer, each under what came of it', async () => {
  const registry = new InstrumentRegistry();
  const instruments = new CacheInstruments(registry);
  const hit = { state: 'cached', isCollapsed: false } as const;
  const collapsed = { state: 'live', isCollapsed: true } as const;
  instruments.lookedUp([hit, { state: 'stale', isCollapsed: false }, hit, collapsed, hit]);
  instruments.lookedUp([hit, { state: 'live', isCollapsed: false }]);
  const text = await registry.metrics();
  const counted = [...text.matchAll(/^bff_cache_lookups_total\{result="(\w+)"\} (\d+)$/gm)];
  expect(counted.map(([, result, count]) => [result, Number(count)])).toEqual([
    ['hit', 4],
    ['stale', 1],
    ['miss', 1],
    ['collapsed', 1],
  ]);
});
