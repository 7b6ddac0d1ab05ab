import { beforeEach, describe, expect, it } from 'vitest';

import { FakeClock } from '../../test/support/fake-clock.js';
import { RateLimiter } from './rate-limiter.js';
import { RateWindows } from './rate-window.js';
import type { SharedCount, SharedRates } from './shared-rates.js';

const CLIENT = { name: 'reporting', requestsPerMinute: 3 };

/** What replicas share, as it would be held elsewhere. */
class Store {
  isOn = true;
  isThere = true;
  questions = 0;
  private count = { used: 0, endsAtMs: 0 };

  constructor(private readonly clock: FakeClock) {}

  add = (_name: string, requests: number): Promise<SharedCount | undefined> => {
    if (!this.isThere) return Promise.resolve(undefined);
    this.questions += 1;
    const nowMs = this.clock.monotonicMs();
    if (this.count.endsAtMs <= nowMs) this.count = { used: 0, endsAtMs: nowMs + 60_000 };
    this.count.used += requests;
    return Promise.resolve({ used: this.count.used, endsInMs: this.count.endsAtMs - nowMs });
  };
}

let clock: FakeClock;
let store: Store;

beforeEach(() => {
  clock = new FakeClock();
  store = new Store(clock);
});

const replica = (): RateLimiter => new RateLimiter(clock, store as unknown as SharedRates);

/** How many of so many requests are let in. */
async function allowedOf(limiter: RateLimiter, requests: number, client = CLIENT): Promise<number> {
  const all = await Promise.all(Array.from({ length: requests }, async () => await limiter.spend(client)));
  return all.filter(({ isAllowed }) => isAllowed).length;
}

describe('a limit without anything shared', () => {
  beforeEach(() => {
    store.isThere = false;
  });

  it('counts down, refuses, and is whole again a minute after the first request', async () => {
    const limiter = replica();
    const seen = [];
    for (let request = 0; request < 4; request += 1) {
      seen.push(await limiter.spend(CLIENT));
      clock.advance(10_000);
    }
    expect(seen).toEqual([
      { isAllowed: true, limit: 3, remaining: 2, resetSeconds: 60 },
      { isAllowed: true, limit: 3, remaining: 1, resetSeconds: 50 },
      { isAllowed: true, limit: 3, remaining: 0, resetSeconds: 40 },
      { isAllowed: false, limit: 3, remaining: 0, resetSeconds: 30 },
    ]);
    clock.advance(19_999);
    expect(await limiter.spend(CLIENT)).toMatchObject({ isAllowed: false, resetSeconds: 1 });
    clock.advance(1);
    expect(await limiter.spend(CLIENT)).toMatchObject({ isAllowed: true, remaining: 2, resetSeconds: 60 });
  });

  it('lets in exactly as many of a crowd', async () => {
    expect(await allowedOf(replica(), 50)).toBe(3);
  });

  it('is each client’s own', async () => {
    const limiter = replica();
    expect(await allowedOf(limiter, 5)).toBe(3);
    expect(await allowedOf(limiter, 5, { name: 'other', requestsPerMinute: 2 })).toBe(2);
  });

  it('follows the configuration at once', async () => {
    const limiter = replica();
    expect(await allowedOf(limiter, 5)).toBe(3);
    expect(await limiter.spend({ ...CLIENT, requestsPerMinute: 5 })).toMatchObject({
      isAllowed: true,
      limit: 5,
      remaining: 1,
    });
    expect(await limiter.spend({ ...CLIENT, requestsPerMinute: 2 })).toMatchObject({
      isAllowed: false,
      limit: 2,
      remaining: 0,
    });
  });
});

it('a limit that nobody shares is told at once, and refuses like any other', () => {
  store.isOn = false;
  const limiter = replica();
  const remaining = [2, 1, 0].map((left) => expect.objectContaining({ isAllowed: true, remaining: left }));
  expect([1, 2, 3].map(() => limiter.spend(CLIENT))).toEqual(remaining);
  expect(limiter.spend(CLIENT)).toMatchObject({ isAllowed: false, remaining: 0, resetSeconds: 60 });
  expect(store.questions).toBe(0);
});

describe('a limit that replicas share', () => {
  it('holds for all of them together', async () => {
    const [one, other] = [replica(), replica()];
    expect(await one.spend(CLIENT)).toMatchObject({ remaining: 2 });
    expect(await other.spend(CLIENT)).toMatchObject({ remaining: 1 });
    expect((await allowedOf(one, 5)) + (await allowedOf(other, 5))).toBe(1);
  });

  it('ends for all of them at once, also for one that came late', async () => {
    const [one, other] = [replica(), replica()];
    await allowedOf(one, 2);
    clock.advance(50_000);
    expect(await other.spend(CLIENT)).toMatchObject({ remaining: 0, resetSeconds: 10 });
    clock.advance(10_000);
    expect(await other.spend(CLIENT)).toMatchObject({ remaining: 2, resetSeconds: 60 });
  });

  it('asks nobody for a client who has used it up', async () => {
    const limiter = replica();
    await allowedOf(limiter, 3);
    const { questions } = store;
    expect(await allowedOf(limiter, 10)).toBe(0);
    expect(store.questions).toBe(questions);
  });

  it('goes on from what was known when the others can no longer be asked', async () => {
    const [one, other] = [replica(), replica()];
    await allowedOf(one, 1);
    await allowedOf(other, 1);
    store.isThere = false;
    expect(await allowedOf(other, 5)).toBe(1);
    // What one replica lets in meanwhile, another does not know: the limit for each is the bound.
    expect(await allowedOf(one, 5)).toBe(2);
  });

  it('tells the others afterwards what was let in meanwhile', async () => {
    const [one, other] = [replica(), replica()];
    store.isThere = false;
    expect(await allowedOf(one, 2)).toBe(2);
    store.isThere = true;
    expect(await one.spend(CLIENT)).toMatchObject({ isAllowed: true, remaining: 0 });
    expect(await allowedOf(other, 1)).toBe(0);
  });
});

describe('RateWindows', () => {
  it('forget clients that no longer come', () => {
    const windows = new RateWindows();
    for (let name = 0; name < 1000; name += 1) windows.windowOf(`client-${name}`, 0);
    expect(windows.size).toBe(1000);
    windows.windowOf('another', 60_000);
    expect(windows.size).toBe(1);
  });
});
