import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { copyOf, SALES } from '../../test/cache/cache-setup.js';
import type { Copy } from './copy.js';
import { copyKey } from './copy-key.js';
import { fromEntry, holdForMs, toEntry } from './shared-life.js';

const KEY = copyKey(SALES, ['jobs']);
const LIVES = { freshMs: 60_000, staleMs: 3_600_000 };
const WRITTEN = { wallMs: 1_800_000_000_000, monotonicMs: 5_000_000 };

/** Fetched five seconds before it is written; what is left of its lives by then. */
const copyWith = (freshMs: number, staleMs: number): Copy<unknown> =>
  copyOf('jobs', {
    fetchedAtMs: WRITTEN.wallMs - 5_000,
    fetchedAtMonotonicMs: WRITTEN.monotonicMs - 5_000,
    freshUntilMonotonicMs: WRITTEN.monotonicMs + freshMs,
    staleUntilMonotonicMs: WRITTEN.monotonicMs + staleMs,
  });
const entryOf = (copy: Copy<unknown>) => toEntry({ key: KEY, copy, epoch: 'e' }, WRITTEN);

interface Reading {
  /** How much time has really passed. */
  readonly passedMs: number;
  /** How much the reader's clock is ahead of the writer's. */
  readonly aheadMs?: number;
  /** How much longer than it should Redis holds the entry, for example because it was frozen when it was written. */
  readonly lateMs?: number;
  readonly lives?: typeof LIVES;
}

/** A copy as another process reads it, whose monotonic clock began elsewhere. */
function read(copy: Copy<unknown>, { passedMs, aheadMs = 0, lateMs = 0, lives = LIVES }: Reading) {
  const entry = entryOf(copy);
  const now = { wallMs: WRITTEN.wallMs + passedMs + aheadMs, monotonicMs: 77 };
  const found = fromEntry(entry, { now, leftMs: holdForMs(entry) - passedMs + lateMs, lives });
  return {
    freshMs: found.freshUntilMonotonicMs - now.monotonicMs,
    staleMs: found.staleUntilMonotonicMs - now.monotonicMs,
    ageMs: now.monotonicMs - found.fetchedAtMonotonicMs,
    fetchedAtMs: found.fetchedAtMs,
  };
}

const ms = (max: number) => fc.integer({ min: 0, max });

describe('a copy that another replica reads', () => {
  it('has the age and the lives it has where it was made', () => {
    expect(read(copyWith(60_000, 3_660_000), { passedMs: 10_000 })).toEqual({
      freshMs: 50_000,
      staleMs: 3_650_000,
      ageMs: 15_000,
      fetchedAtMs: WRITTEN.wallMs - 5_000,
    });
  });

  it.each([
    { what: 'ahead', reading: { passedMs: 10_000, aheadMs: 20_000 }, freshMs: 30_000 },
    { what: 'behind', reading: { passedMs: 10_000, aheadMs: -600_000 }, freshMs: 50_000 },
    {
      what: 'right, while Redis held the entry back',
      reading: { passedMs: 10_000, lateMs: 9_000 },
      freshMs: 50_000,
    },
  ])('lives no longer when the reader’s clock is $what', ({ reading, freshMs }) => {
    const found = read(copyWith(60_000, 3_660_000), reading);
    expect(found.freshMs).toBe(freshMs);
    expect(found.fetchedAtMs).toBeLessThanOrEqual(WRITTEN.wallMs + 30_000);
  });

  it('is given no more than the reader’s own settings allow', () => {
    const copy = copyWith(60_000, 3_660_000);
    const short = read(copy, { passedMs: 10_000, lives: { freshMs: 20_000, staleMs: 0 } });
    expect([short.freshMs, short.staleMs]).toEqual([10_000, 10_000]);
  });

  it('never lives longer than is left where it was made, whatever the clocks', () => {
    const clocks = fc.integer({ min: -86_400_000, max: 86_400_000 });
    fc.assert(
      fc.property(
        ms(60_000),
        ms(3_600_000),
        ms(4_000_000),
        clocks,
        ms(120_000),
        ms(7_200_000),
        (freshMs, furtherMs, passedMs, aheadMs, ownFreshMs, ownStaleMs) => {
          const lives = { freshMs: ownFreshMs, staleMs: ownStaleMs };
          const found = read(copyWith(freshMs, freshMs + furtherMs), { passedMs, aheadMs, lives });
          expect(found.freshMs).toBeLessThanOrEqual(freshMs - passedMs);
          expect(found.staleMs).toBeLessThanOrEqual(freshMs + furtherMs - passedMs);
          expect(found.freshMs).toBeLessThanOrEqual(ownFreshMs);
          expect(found.staleMs).toBeLessThanOrEqual(ownFreshMs + ownStaleMs);
          expect(found.ageMs).toBeGreaterThanOrEqual(passedMs);
        },
      ),
    );
  });
});
