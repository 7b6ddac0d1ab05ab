import { describe, expect, it } from 'vitest';

import { makeCopy } from './make-copy.js';

const NOW = { wallMs: 1_000_000, monotonicMs: 50_000 };
/** Asked two seconds ago. */
const ASKED = { wallMs: 998_000, monotonicMs: 48_000 };
const LIFE = { askedAt: ASKED, now: NOW, freshMs: 60_000, staleMs: 600_000 };
const LOADED = { value: 'jobs', isComplete: true, sizeBytes: 100 };

describe('a copy', () => {
  it('is as old as its question, and fresh from its answer on', () => {
    expect(makeCopy(LOADED, LIFE)).toEqual({
      value: 'jobs',
      sizeBytes: 100,
      fetchedAtMs: 998_000,
      fetchedAtMonotonicMs: 48_000,
      freshUntilMonotonicMs: 110_000,
      staleUntilMonotonicMs: 710_000,
    });
  });

  it.each([
    { what: 'half a minute ago', askedAtMs: 970_000, fetchedAtMs: 970_000, freshUntilMs: 80_000 },
    {
      what: 'so long ago that it is no longer fresh',
      askedAtMs: 900_000,
      fetchedAtMs: 900_000,
      freshUntilMs: 10_000,
    },
    {
      what: 'in the future, by a clock that was set',
      askedAtMs: 9_000_000,
      fetchedAtMs: 998_000,
      freshUntilMs: 108_000,
    },
  ])(
    'from a question of $what is as old and as fresh as that',
    ({ askedAtMs, fetchedAtMs, freshUntilMs }) => {
      const copy = makeCopy({ ...LOADED, askedAtMs }, LIFE);
      expect(copy).toMatchObject({ fetchedAtMs, freshUntilMonotonicMs: freshUntilMs });
      expect(copy.staleUntilMonotonicMs).toBe(freshUntilMs + 600_000);
    },
  );

  it('that lacks something is fresh for five seconds, and never stale', () => {
    const copy = makeCopy({ ...LOADED, isComplete: false }, LIFE);
    expect([copy.freshUntilMonotonicMs, copy.staleUntilMonotonicMs]).toEqual([55_000, 55_000]);
  });
});
