import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { questionsTo } from '../support/upstream.js';
import { startWorld, type World } from './world.js';

let world: World;
beforeAll(async () => {
  // One call at a time, so that the script below is played in order.
  const environment = { UPSTREAM_PAGE_SIZE: '2', UPSTREAM_MAX_CONCURRENCY: '1' };
  world = await startWorld({ environment });
});
beforeEach(() => {
  world.upstream.reset();
  world.clock.advance(61_000);
});
afterAll(() => world.close());

interface Scripted {
  readonly total: number;
  readonly ids: string;
}

function plant(pages: readonly Scripted[]): void {
  for (const { total, ids } of pages) {
    const jobs = ids
      .split(' ')
      .filter((id) => id !== '')
      .map((jobId) => ({ jobId, type: 1, status: 3 }));
    world.upstream.faults.next({
      match: 'get',
      respond: answerWith({ status: 200, body: JSON.stringify({ totalCount: total, jobs }) }),
    });
  }
}

const SHIFTED = [
  { total: 4, ids: 'B C' },
  { total: 5, ids: 'C D' },
];
const WHOLE = [
  { total: 4, ids: 'A B' },
  { total: 4, ids: 'C D' },
];

it.each<[string, readonly Scripted[], number]>([
  ['pages that fit', WHOLE, 2],
  ['a total that changes, then pages that fit', [...SHIFTED, ...WHOLE], 4],
  [
    'a page that is short, then pages that fit',
    [{ total: 4, ids: 'A B' }, { total: 4, ids: 'C' }, ...WHOLE],
    4,
  ],
  [
    'a page that repeats, then pages that fit',
    [{ total: 4, ids: 'A B' }, { total: 4, ids: 'A B' }, ...WHOLE],
    4,
  ],
  [
    'two looks that only together have all',
    [
      { total: 4, ids: 'A B' },
      { total: 4, ids: 'C' },
      { total: 4, ids: 'A B' },
      { total: 4, ids: 'D' },
    ],
    4,
  ],
])('shows each job once, without a word, out of %s', async (_what, script, calls) => {
  plant(script);
  const { data, page, sources } = await world.list('/v1/jobs');
  expect(data.map(({ id }) => id)).toEqual(['A', 'B', 'C', 'D']);
  expect(page.totalItems).toBe(4);
  expect(sources[0]).not.toHaveProperty('error');
  expect(questionsTo(world.upstream)).toHaveLength(calls);
  expect(world.upstream.faults.size).toBe(0);
});

const FIRST_PAGE_AGAIN = { total: 4, ids: 'A B' };

it.each<[string, readonly Scripted[], string[], string]>([
  ['pages that repeat', Array.from({ length: 4 }, () => FIRST_PAGE_AGAIN), ['A', 'B'], '2 of 4 announced'],
  [
    'a page that stays short',
    [...WHOLE.slice(0, 1), { total: 4, ids: 'D' }, ...WHOLE.slice(0, 1), { total: 4, ids: 'D' }],
    ['A', 'B', 'D'],
    '3 of 4 announced',
  ],
  ['a total that goes on changing', [...SHIFTED, ...SHIFTED], ['B', 'C', 'D'], '3 of 5 announced'],
])('says so after a second look at %s, and shows each job once', async (_what, script, ids, said) => {
  plant(script);
  const { data, sources, partial } = await world.list('/v1/jobs');
  expect(data.map(({ id }) => id)).toEqual(ids);
  expect(sources).toMatchObject([
    { state: 'live', totalItems: ids.length, error: { type: '/problems/upstream-invalid', status: 502 } },
  ]);
  expect(sources[0]?.error?.detail).toContain(said);
  expect(sources[0]?.error).not.toHaveProperty('recordsLeftOut');
  expect(partial).toBe(false);
  expect(questionsTo(world.upstream).map(({ pageIndex }) => pageIndex)).toEqual(['1', '2', '1', '2']);
});

it('looks again after five seconds at what was not whole, and shows it as cached until then', async () => {
  plant(Array.from({ length: 4 }, () => FIRST_PAGE_AGAIN));
  await world.list('/v1/jobs');
  world.clock.advance(4_999);
  expect((await world.list('/v1/jobs')).sources).toMatchObject([{ state: 'cached', error: { status: 502 } }]);
  plant(WHOLE);
  world.clock.advance(1);
  expect((await world.list('/v1/jobs')).data).toHaveLength(4);
  expect(questionsTo(world.upstream)).toHaveLength(6);
});
