import { describe, expect, it } from 'vitest';

import { copyOf } from '../../test/cache/cache-setup.js';
import { cacheHeaders, type Freshness, provenanceOf } from './cache-headers.js';

const fetched = (isCollapsed = false) =>
  ({
    copy: copyOf('x', { fetchedAtMonotonicMs: 10_000, freshUntilMonotonicMs: 70_000 }),
    state: 'live',
    isCollapsed,
  }) as const;
const held = (fetchedAtMs: number) =>
  ({
    copy: copyOf('x', { fetchedAtMonotonicMs: fetchedAtMs, freshUntilMonotonicMs: fetchedAtMs + 60_000 }),
    state: 'cached',
    isCollapsed: false,
  }) as const;

type Looks = Parameters<typeof provenanceOf>[0];

function headersOf({ lookups = [], ...freshness }: Partial<Freshness> & { lookups?: Looks }) {
  const directives = { mustAsk: false, mayOnlyUseCopies: false };
  const provenance = provenanceOf(lookups);
  return cacheHeaders({ directives, provenance, isPartial: false, nowMonotonicMs: 10_000, ...freshness });
}

describe('Cache-Status', () => {
  it.each([
    { when: 'everything came from copies', lookups: [held(0), held(4_500)], status: 'bff; hit; ttl=50' },
    {
      when: 'the first copy has half a second left',
      lookups: [held(-49_500), held(0)],
      status: 'bff; hit; ttl=0',
    },
    {
      when: 'a copy is older than its freshness',
      lookups: [held(-61_000), held(0)],
      status: 'bff; hit; ttl=-11',
    },
    { when: 'one part was fetched', lookups: [held(0), fetched()], status: 'bff; fwd=miss' },
    {
      when: 'it only waited for another’s fetch',
      lookups: [held(0), fetched(true)],
      status: 'bff; fwd=miss; collapsed',
    },
    {
      when: 'it waited for one and fetched one',
      lookups: [fetched(), fetched(true)],
      status: 'bff; fwd=miss',
    },
    { when: 'nothing was looked for', lookups: [], status: 'bff; hit; ttl=0' },
  ])('is $status when $when', ({ lookups, status }) => {
    expect(headersOf({ lookups })['cache-status']).toBe(status);
  });

  it('says that the caller asked to ask', () => {
    const directives = { mustAsk: true, mayOnlyUseCopies: false };
    expect(headersOf({ directives, lookups: [fetched()] })['cache-status']).toBe('bff; fwd=request');
  });

  it('is no hit when a part is missing', () => {
    expect(headersOf({ lookups: [held(0)], isPartial: true })['cache-status']).toBe('bff; fwd=miss');
  });
});

describe('Cache-Control and Age', () => {
  it.each([
    { when: 'just fetched', lookups: [fetched()], maxAge: 60, age: 0 },
    { when: 'made of an older and a newer copy', lookups: [held(0), held(9_000)], maxAge: 50, age: 10 },
    { when: 'past its freshness', lookups: [held(-60_000)], maxAge: 0, age: 70 },
    { when: 'made of nothing', lookups: [], maxAge: 0, age: 0 },
  ])('are $maxAge and $age when the answer is $when', ({ lookups, maxAge, age }) => {
    expect(headersOf({ lookups })).toMatchObject({
      'cache-control': `private, max-age=${maxAge}`,
      age: String(age),
    });
  });

  it('let nobody keep an answer that lacks an organization', () => {
    expect(headersOf({ lookups: [held(0)], isPartial: true })['cache-control']).toBe('private, max-age=0');
  });
});
