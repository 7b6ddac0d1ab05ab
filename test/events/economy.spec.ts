import { describe, expect, it } from 'vitest';

import { POLL_MS, startChangingWorld } from './changing-world.js';

describe('fifty listeners', () => {
  it('cost the upstream what one costs: one look for each organization and interval', async () => {
    const world = await startChangingWorld();
    const first = await world.listenToAll();
    const others = await Promise.all(Array.from({ length: 49 }, () => world.listen()));
    for (let round = 1; round <= 4; round += 1) {
      await world.nextLook(first);
      expect(world.upstream.jobRequests).toBe(3 + 3 * round);
    }
    for (const other of others) await expect.poll(() => other.timesHeard('marker-4')).toBe(3);
    expect(world.upstream.jobRequests).toBe(15);
  });
});

describe('a look', () => {
  it('takes what callers had fetched within the interval', async () => {
    const world = await startChangingWorld({ CACHE_FRESH_SECONDS: '60' });
    const listening = await world.listenToAll();
    world.clock.advance(POLL_MS / 2);
    await world.service.get('/v1/jobs', { headers: { 'cache-control': 'no-cache' } });
    expect(world.upstream.jobRequests).toBe(6);
    // What the callers saw is what this look finds: the jobs of the next one are not there yet.
    world.clock.advance(POLL_MS / 2);
    await world.settled();
    await world.nextLook(listening);
    expect(world.upstream.jobRequests).toBe(9);
  });

  it('serves callers with what it fetched', async () => {
    const world = await startChangingWorld({ CACHE_FRESH_SECONDS: '60' });
    const listening = await world.listenToAll();
    await world.nextLook(listening);
    const { body } = await world.service.get('/v1/jobs');
    expect(body.data).toHaveLength(3);
    expect(world.upstream.jobRequests).toBe(6);
  });

  it('is not made while nobody listens, nor sooner than an interval after the last for one who comes back', async () => {
    const world = await startChangingWorld();
    const gone = await world.listenToAll();
    gone.leave();
    await expect.poll(() => world.listeners()).toBe(0);
    for (let intervals = 0; intervals < 10; intervals += 1) {
      world.clock.advance(POLL_MS + 1);
      await world.settled();
    }
    expect(world.upstream.jobRequests).toBe(3);
    const back = await world.listen();
    await expect.poll(() => world.upstream.jobRequests).toBe(6);
    back.leave();
    await expect.poll(() => world.listeners()).toBe(0);
    await world.listen();
    world.clock.advance(POLL_MS - 2);
    await world.settled();
    expect(world.upstream.jobRequests).toBe(6);
    world.clock.advance(2);
    await expect.poll(() => world.upstream.jobRequests).toBe(9);
  });
});
