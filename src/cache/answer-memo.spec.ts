import { describe, expect, it, vi } from 'vitest';

import { CARE, cacheSetup, copyOf, SALES } from '../../test/cache/cache-setup.js';
import type { SourceReport } from '../aggregation/source.js';
import { AnswerMemo, type KeptAnswer } from './answer-memo.js';
import { provenanceOf } from './cache-headers.js';
import { copyKey } from './copy-key.js';
import { CopyStore } from './copy-store.js';

const KEY = copyKey(SALES, ['week']);

/** A memo, and a copy that is held, with the answer made of it. */
async function setup(states: readonly string[] = ['cached']) {
  const { application, clock } = await cacheSetup();
  const store = application.get(CopyStore);
  const copy = copyOf('jobs');
  await store.put(KEY, copy);
  const sources = states.map((state) => ({ state })) as unknown as SourceReport[];
  const lookups = [{ key: KEY, copy, state: 'cached', isCollapsed: false, error: undefined }] as const;
  const kept: KeptAnswer = {
    body: '{"data":[]}',
    headers: {},
    sources,
    entityTag: 'W/"a"',
    provenance: provenanceOf(lookups),
    lookups,
  };
  return { memo: application.get(AnswerMemo), store, clock, kept, copy };
}

describe('AnswerMemo', () => {
  it('hands an answer out again while its copies are fresh', async () => {
    const { memo, clock, kept } = await setup();
    memo.keep('question', kept);
    clock.advance(59_999);
    expect(memo.get('question')).toMatchObject({ body: kept.body, entityTag: kept.entityTag });
    expect(memo.get('another question')).toBeUndefined();
    clock.advance(1);
    expect(memo.get('question')).toBeUndefined();
  });

  it('keeps nothing of its copies in memory but their times', async () => {
    const { memo, kept } = await setup();
    memo.keep('question', kept);
    const lookup = memo.get('question')?.lookups[0];
    expect(lookup?.copy.value).toBeUndefined();
    expect(lookup?.copy.freshUntilMonotonicMs).toBe(kept.lookups[0]?.copy.freshUntilMonotonicMs);
  });

  it('forgets an answer when one of its copies was dropped', async () => {
    const { memo, store, kept } = await setup();
    memo.keep('question', kept);
    expect(memo.get('question')).toBeDefined();
    await store.dropOrganization(SALES);
    expect(memo.get('question')).toBeUndefined();
  });

  it('forgets an answer when one of its copies was replaced', async () => {
    const { memo, store, kept, copy } = await setup();
    memo.keep('question', kept);
    expect(memo.get('question')).toBeDefined();
    await store.put(KEY, { ...copy });
    expect(memo.get('question')).toBeUndefined();
  });

  it('forgets an answer made of an earlier copy as soon as there is one of its own question', async () => {
    const { memo, store, kept, copy } = await setup();
    const ownKey = copyKey(SALES, ['week', 'a minute later']);
    const derived = { ...copy, madeOf: { key: KEY, copy } };
    const lookups = [
      { key: ownKey, copy: derived, state: 'cached', isCollapsed: false, error: undefined },
    ] as const;
    memo.keep('question', { ...kept, lookups });
    expect(memo.get('question')).toBeDefined();
    await store.put(ownKey, copyOf('newer jobs'));
    expect(memo.get('question')).toBeUndefined();
  });

  it.each([[['live']], [['cached', 'failed']], [['cached', 'stale']]])(
    'keeps no answer with sources %j',
    async (states) => {
      const { memo, kept } = await setup(states);
      memo.keep('question', kept);
      expect(memo.get('question')).toBeUndefined();
    },
  );

  it('keeps no answer that was made without a copy', async () => {
    const { memo, kept } = await setup([]);
    memo.keep('question', { ...kept, lookups: [] });
    expect(memo.get('question')).toBeUndefined();
  });

  it('looks at the copies again when anything has changed, and to count them as used once a second', async () => {
    const { memo, store, clock, kept } = await setup();
    const isHeld = vi.spyOn(store, 'isHeld');
    memo.keep('question', kept);
    const looksOf = (asked: number): number => {
      isHeld.mockClear();
      for (let times = 0; times < asked; times += 1) expect(memo.get('question')).toBeDefined();
      return isHeld.mock.calls.length;
    };
    expect(looksOf(3)).toBe(1);
    await store.put(copyKey(CARE, ['week']), copyOf('other jobs'));
    expect(looksOf(3)).toBe(1);
    clock.advance(999);
    expect(looksOf(3)).toBe(0);
    clock.advance(1);
    expect(looksOf(3)).toBe(1);
  });

  it('keeps a copy in memory while answers that were made of it are asked for', async () => {
    const { application } = await cacheSetup({ CACHE_MAX_MEGABYTES: '1' });
    const [memo, store] = [application.get(AnswerMemo), application.get(CopyStore)];
    const { kept } = await setup();
    const large = copyOf('jobs', { sizeBytes: 300_000 });
    const lookups = [
      { key: KEY, copy: large, state: 'cached', isCollapsed: false, error: undefined },
    ] as const;
    await store.put(KEY, large);
    memo.keep('question', { ...kept, lookups });
    for (const other of ['a', 'b', 'c', 'd']) {
      expect(memo.get('question')).toBeDefined();
      // oxlint-disable-next-line no-await-in-loop -- Which one is let go depends on the order.
      await store.put(copyKey(SALES, [other]), copyOf(other, { sizeBytes: 300_000 }));
    }
    expect(memo.get('question')).toBeDefined();
  });
});
