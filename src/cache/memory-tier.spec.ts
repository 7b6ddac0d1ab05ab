import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

import { copyOf, settingsWith } from '../../test/cache/cache-setup.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { ConfigService } from '../config/config.service.js';
import { MemoryTier } from './memory-tier.js';

const OWNER = 'owner';
const MEGABYTE = 1024 * 1024;
const clock = new FakeClock();

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapBytes(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

function tierOfOneMegabyte(): MemoryTier {
  return new MemoryTier(new ConfigService(settingsWith({ CACHE_MAX_MEGABYTES: '1' })), clock);
}

const entry = (name: string, sizeBytes = MEGABYTE / 4) => ({
  value: copyOf(name, { sizeBytes: sizeBytes - (name.startsWith(OWNER) ? name : `${OWNER}|${name}`).length }),
});

describe('MemoryTier', () => {
  it('holds no more bytes than configured, and lets go of the least recently used first', async () => {
    const tier = tierOfOneMegabyte();
    for (const name of ['a', 'b', 'c', 'd']) tier.set(`${OWNER}|${name}`, entry(name));
    await tier.get('owner|a');
    tier.set('owner|e', entry('e'));
    expect(tier.keysOf(OWNER).toSorted()).toEqual(['owner|a', 'owner|c', 'owner|d', 'owner|e']);
  });

  it('stays below its limit whatever the number of questions', () => {
    const tier = tierOfOneMegabyte();
    for (let count = 0; count < 20_000; count += 1) tier.set(`owner|${count}`, entry(`owner|${count}`, 1024));
    expect(tier.keysOf(OWNER)).toHaveLength(1024);
  });

  it('does not hold what is larger than all of it, nor what that would have replaced', async () => {
    const tier = tierOfOneMegabyte();
    tier.set('owner|a', entry('old'));
    tier.set('owner|a', entry('new', MEGABYTE + 10));
    expect(await tier.get('owner|a')).toBeUndefined();
  });

  it('hands out the very object it was given, until its life ends', async () => {
    const tier = tierOfOneMegabyte();
    const kept = entry('a');
    tier.set('owner|a', kept, 1000);
    clock.advance(999);
    expect(await tier.get('owner|a')).toBe(kept);
    clock.advance(2);
    expect(await tier.get('owner|a')).toBeUndefined();
    expect(tier.peek('owner|a' as never)).toBeUndefined();
  });

  it('knows whose an entry is, and lets go of what has expired also when nobody asks for it', () => {
    const tier = tierOfOneMegabyte();
    tier.set('owner|a', entry('a'), 1000);
    tier.set('other|b', entry('b'));
    clock.advance(61_000);
    tier.set('other|c', entry('c'));
    expect(tier.keysOf(OWNER)).toEqual([]);
    expect(tier.keysOf('other')).toEqual(['other|b', 'other|c']);
  });

  it('forgets one entry, or all', async () => {
    const tier = tierOfOneMegabyte();
    for (const name of ['a', 'b', 'c']) tier.set(`${OWNER}|${name}`, entry(name));
    expect(await tier.delete('owner|b')).toBe(true);
    expect(tier.keysOf(OWNER).toSorted()).toEqual(['owner|a', 'owner|c']);
    await tier.clear();
    expect(tier.keysOf(OWNER)).toEqual([]);
  });
});

describe('a million different questions', () => {
  it('take no more memory than is configured', () => {
    const tier = new MemoryTier(new ConfigService(settingsWith({ CACHE_MAX_MEGABYTES: '16' })), clock);
    const before = heapBytes();
    let countedBytes = 0;
    for (let question = 0; question < 1_000_000; question += 1) {
      const key = `${OWNER}-${question % 50}|jobs|${question}|||`;
      // The least that a copy is reckoned at: one that holds no job.
      tier.set(
        key,
        { value: copyOf({ kind: 'jobs', jobs: [], number: question }, { sizeBytes: 1_000 }) },
        60_000,
      );
    }
    const owners = Array.from({ length: 50 }, (_, number) => `${OWNER}-${number}`);
    for (const owner of owners) for (const key of tier.keysOf(owner)) countedBytes += 1_000 + key.length;
    expect(countedBytes).toBeLessThanOrEqual(16 * MEGABYTE);
    expect(countedBytes).toBeGreaterThan(15 * MEGABYTE);
    expect(heapBytes() - before).toBeLessThan(16 * MEGABYTE);
  }, 120_000);
});
