import { describe, expect, it } from 'vitest';

import { CARE, cacheSetup, copyOf, SALES } from '../../test/cache/cache-setup.js';
import type { Copy } from './copy.js';
import { copyKey } from './copy-key.js';
import { CopyStore } from './copy-store.js';

const KEY = copyKey(SALES, ['week']);

async function setup(environment: Record<string, string> = {}) {
  const { application, clock } = await cacheSetup(environment);
  return { store: application.get(CopyStore), clock };
}

/** Times in milliseconds from the start of the test. */
function livesUntil(nowMs: number, freshMs: number, staleMs: number): Copy<unknown> {
  return copyOf('jobs', { freshUntilMonotonicMs: nowMs + freshMs, staleUntilMonotonicMs: nowMs + staleMs });
}

describe('a copy that is put away', () => {
  it.each([
    { freshMs: 60_000, staleMs: 600_000, lifeMs: 600_000 },
    { freshMs: 60_000, staleMs: 60_000, lifeMs: 60_000 },
    { freshMs: 0, staleMs: 600_000, lifeMs: 600_000 },
    { freshMs: 60_000, staleMs: 0, lifeMs: 60_000 },
  ])('fresh for $freshMs ms, shown for $staleMs, is held for $lifeMs', async (life) => {
    const { store, clock } = await setup();
    const copy = livesUntil(clock.monotonicMs(), life.freshMs, life.staleMs);
    await store.put(KEY, copy);
    clock.advance(life.lifeMs - 1);
    expect(await store.get(KEY)).toBe(copy);
    clock.advance(2);
    expect(await store.get(KEY)).toBeUndefined();
    expect(store.copiesOf(SALES)).toEqual([]);
  });

  it.each([
    [0, 0],
    [-1, -60_000],
    [0.5, 0.9],
    [Number.NaN, 60_000],
    [60_000, Number.NaN],
    [Infinity, 0],
    [60_000, Infinity],
  ])('with lives of %d and %d ms is not held, lest it be for ever', async (freshMs, staleMs) => {
    const { store, clock } = await setup();
    await store.put(KEY, livesUntil(clock.monotonicMs(), freshMs, staleMs));
    expect(await store.get(KEY)).toBeUndefined();
  });

  it('is listed with those of its organization, and with no other’s', async () => {
    const { store } = await setup();
    const care = copyKey(CARE, ['week']);
    const day = copyKey(SALES, ['day']);
    await Promise.all([KEY, day, care].map((key) => store.put(key, copyOf(key))));
    expect(new Map(store.copiesOf(SALES))).toEqual(new Map([KEY, day].map((key) => [key, copyOf(key)])));
  });

  it('is told from an equal one that took its place', async () => {
    const { store } = await setup();
    const copy = copyOf('jobs');
    await store.put(KEY, copy);
    expect(store.isHeld(KEY, copy)).toBe(true);
    await store.put(KEY, { ...copy });
    expect(store.isHeld(KEY, copy)).toBe(false);
    expect(store.isHeld(copyKey(SALES, ['day']), copy)).toBe(false);
  });

  it('is let go last when an answer made of it is asked for over and over', async () => {
    const { store } = await setup({ CACHE_MAX_MEGABYTES: '1' });
    const keys = ['a', 'b', 'c'].map((name) => copyKey(SALES, [name]));
    const [first, second] = keys.map(() => copyOf('jobs', { sizeBytes: 400 * 1024 }));
    const [firstKey, secondKey, thirdKey] = keys;
    await store.put(firstKey!, first!);
    await store.put(secondKey!, second!);
    store.isHeld(firstKey!, first!);
    await store.put(thirdKey!, copyOf('jobs', { sizeBytes: 400 * 1024 }));
    expect(
      store
        .copiesOf(SALES)
        .map(([key]) => key)
        .toSorted(),
    ).toEqual([firstKey, thirdKey]);
  });
});

describe('a copy that is retired', () => {
  it('keeps what is left of its freshness, and nothing after', async () => {
    const { store, clock } = await setup();
    const copy = livesUntil(clock.monotonicMs(), 60_000, 600_000);
    await store.put(KEY, copy);
    clock.advance(20_000);
    await store.retire(KEY, copy);
    expect(await store.get(KEY)).toEqual({ ...copy, staleUntilMonotonicMs: copy.freshUntilMonotonicMs });
    clock.advance(39_999);
    expect(await store.get(KEY)).toBeDefined();
    clock.advance(2);
    expect(await store.get(KEY)).toBeUndefined();
  });

  it('is let go at once when it is no longer fresh', async () => {
    const { store, clock } = await setup();
    const copy = livesUntil(clock.monotonicMs(), 60_000, 600_000);
    await store.put(KEY, copy);
    clock.advance(60_000);
    await store.retire(KEY, copy);
    expect(await store.get(KEY)).toBeUndefined();
  });
});

describe('dropping an organization', () => {
  it('takes all of its copies and no other’s, and is counted, so that what is on its way is not held', async () => {
    const { store } = await setup();
    const care = copyKey(CARE, ['week']);
    await Promise.all([KEY, copyKey(SALES, ['day']), care].map((key) => store.put(key, copyOf(key))));
    const before = store.epochOf(SALES);
    await store.dropOrganization(SALES);
    expect(store.copiesOf(SALES)).toEqual([]);
    expect(store.copiesOf(CARE)).toHaveLength(1);
    expect(store.epochOf(SALES)).not.toBe(before);
  });

  it('is counted also when nothing was held', async () => {
    const { store } = await setup();
    const before = store.epochOf(SALES);
    await store.dropOrganization(SALES);
    expect(store.epochOf(SALES)).not.toBe(before);
  });
});

describe('a copy that is on its way while its organization is dropped', () => {
  it.each(['before it is put away', 'while it is put away'])(
    'is not held when that happens %s',
    async (when) => {
      const { store } = await setup();
      const epoch = store.epochOf(SALES);
      const dropped = when.startsWith('before') ? store.dropOrganization(SALES) : undefined;
      const put = store.putUnlessDropped({ key: KEY, organization: SALES }, copyOf('old'), epoch);
      await (dropped ?? store.dropOrganization(SALES));
      await put;
      expect(await store.get(KEY)).toBeUndefined();
    },
  );

  it('does not take with it what was put away after the drop', async () => {
    const { store } = await setup();
    const newer = copyOf('newer');
    const put = store.putUnlessDropped(
      { key: KEY, organization: SALES },
      copyOf('old'),
      store.epochOf(SALES),
    );
    await store.dropOrganization(SALES);
    await store.put(KEY, newer);
    await put;
    expect(await store.get(KEY)).toBe(newer);
  });

  it('is held when another organization was dropped', async () => {
    const { store } = await setup();
    const epoch = store.epochOf(SALES);
    await store.dropOrganization(CARE);
    await store.putUnlessDropped({ key: KEY, organization: SALES }, copyOf('jobs'), epoch);
    expect(await store.get(KEY)).toBeDefined();
  });
});

describe('dropping an organization that was configured anew', () => {
  it('takes also what was read under its former name', async () => {
    const { store } = await setup();
    const former = copyKey({ ...SALES, name: 'Former' }, ['week']);
    await store.put(former, copyOf('jobs'));
    expect(store.hasAnyOf(SALES)).toBe(true);
    await store.dropOrganization(SALES);
    expect(await store.get(former)).toBeUndefined();
    expect(store.hasAnyOf(SALES)).toBe(false);
  });
});
