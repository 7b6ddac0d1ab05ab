import { describe, expect, it } from 'vitest';

import { copyOf, settingsWith } from '../../test/cache/cache-setup.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { ConfigService } from '../config/config.service.js';
import { MemoryTier } from './memory-tier.js';

const MEGABYTE = 1024 * 1024;
const clock = new FakeClock();

function tierOfOneMegabyte(): MemoryTier {
  return new MemoryTier(new ConfigService(settingsWith({ CACHE_MAX_MEGABYTES: '1' })), clock);
}

const entry = (name: string, sizeBytes = MEGABYTE / 4) => ({
  value: copyOf(name, { sizeBytes: sizeBytes - name.length }),
});

describe('MemoryTier', () => {
  it('holds no more bytes than configured, and lets go of the least recently used first', async () => {
    const tier = tierOfOneMegabyte();
    for (const name of ['a', 'b', 'c', 'd']) tier.set(name, entry(name));
    await tier.get('a');
    tier.set('e', entry('e'));
    expect(tier.keys().toSorted()).toEqual(['a', 'c', 'd', 'e']);
  });

  it('stays below its limit whatever the number of questions', () => {
    const tier = tierOfOneMegabyte();
    for (let count = 0; count < 20_000; count += 1)
      tier.set(`question ${count}`, entry(`question ${count}`, 1024));
    expect(tier.keys()).toHaveLength(1024);
  });

  it('does not hold what is larger than all of it, nor what that would have replaced', async () => {
    const tier = tierOfOneMegabyte();
    tier.set('a', entry('old'));
    tier.set('a', entry('new', MEGABYTE + 10));
    expect(await tier.get('a')).toBeUndefined();
  });

  it('hands out the very object it was given, until its life ends', async () => {
    const tier = tierOfOneMegabyte();
    const kept = entry('a');
    tier.set('a', kept, 1000);
    clock.advance(999);
    expect(await tier.get('a')).toBe(kept);
    clock.advance(2);
    expect(await tier.get('a')).toBeUndefined();
    expect(tier.peek('a' as never)).toBeUndefined();
  });

  it('forgets one entry, or all', async () => {
    const tier = tierOfOneMegabyte();
    for (const name of ['a', 'b', 'c']) tier.set(name, entry(name));
    expect(await tier.delete('b')).toBe(true);
    expect(tier.keys().toSorted()).toEqual(['a', 'c']);
    await tier.clear();
    expect(tier.keys()).toEqual([]);
  });
});
