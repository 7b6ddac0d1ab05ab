import { describe, expect, it } from 'vitest';

import { CopyStore } from '../cache/copy-store.js';
import { cacheSetup, CARE, SALES } from '../../test/cache/cache-setup.js';
import { jobOf, rowsOf } from '../../test/jobs/sample-jobs.js';
import type { HeldJobs } from './held-jobs.js';
import { HeldTimelines, type TimelineAnswer } from './held-timelines.js';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

async function setup(environment: Record<string, string> = {}) {
  const { application, clock } = await cacheSetup(environment);
  const store = application.get(CopyStore);
  const timelines = new HeldTimelines(store, clock);
  const beganMs = clock.wallMs();
  const window = { fromMs: beganMs - HOUR_MS, toMs: beganMs };
  const held: HeldJobs = {
    kind: 'jobs',
    asked: { window },
    contract: 'post',
    jobs: rowsOf([jobOf()]),
    omission: undefined,
  };
  const answer: TimelineAnswer = {
    organization: SALES,
    window,
    held,
    askedAtMs: beganMs,
    epoch: timelines.epochOf(SALES),
  };
  const windowsHeld = () =>
    timelines.of(SALES).timeline.stretches.map(({ window: { fromMs } }) => fromMs - beganMs);
  return { clock, store, timelines, answer, windowsHeld, beganMs };
}

describe('held timelines', () => {
  it('take an answer in, for its organization alone', async () => {
    const { timelines, answer, windowsHeld } = await setup();
    timelines.absorb(answer);
    expect(windowsHeld()).toEqual([-HOUR_MS]);
    expect(timelines.of(SALES).contract).toBe('post');
    expect(timelines.of(CARE).timeline.stretches).toEqual([]);
  });

  it('leave an answer out that was asked for before another had come', async () => {
    const { clock, timelines, answer, windowsHeld, beganMs } = await setup();
    clock.advance(5 * SECOND_MS);
    timelines.absorb({ ...answer, askedAtMs: beganMs + SECOND_MS });
    const other = { fromMs: beganMs - 9 * HOUR_MS, toMs: beganMs - 8 * HOUR_MS };
    timelines.absorb({ ...answer, window: other, askedAtMs: beganMs + 5 * SECOND_MS - 1 });
    expect(windowsHeld()).toEqual([-HOUR_MS]);
    timelines.absorb({ ...answer, window: other, askedAtMs: beganMs + 5 * SECOND_MS });
    expect(windowsHeld()).toEqual([-9 * HOUR_MS, -HOUR_MS]);
  });

  it('are dropped with the copies, and leave out what was asked for before', async () => {
    const { store, timelines, answer, windowsHeld } = await setup();
    timelines.absorb(answer);
    await store.dropOrganization(SALES);
    expect(windowsHeld()).toEqual([]);
    timelines.absorb(answer);
    expect(windowsHeld()).toEqual([]);
    timelines.absorb({ ...answer, epoch: timelines.epochOf(SALES) });
    expect(windowsHeld()).toEqual([-HOUR_MS]);
  });

  it('give up a window that is too large', async () => {
    const { timelines, answer } = await setup();
    timelines.absorb(answer);
    timelines.absorb({ ...answer, held: { kind: 'tooMany', contract: 'get', total: 60_000 } });
    expect(timelines.of(SALES).timeline).toMatchObject({
      stretches: [],
      givenUp: { fromMs: answer.window.fromMs },
    });
  });

  it('are let go where they do not fit into the memory of copies', async () => {
    const { timelines, answer, windowsHeld } = await setup({ CACHE_MAX_MEGABYTES: '1' });
    const jobs = rowsOf(Array.from({ length: 20_000 }, (_, index) => jobOf({ id: `job${index}` })));
    timelines.absorb({ ...answer, held: { ...answer.held, kind: 'jobs', jobs } as HeldJobs });
    expect(windowsHeld()).toEqual([]);
  });

  it('end a day after their last answer', async () => {
    const { clock, timelines, answer, windowsHeld } = await setup();
    timelines.absorb(answer);
    clock.advance(24 * HOUR_MS - 1);
    expect(windowsHeld()).toEqual([-HOUR_MS]);
    clock.advance(2);
    expect(windowsHeld()).toEqual([]);
  });
});
