import { describe, expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { CARE, SALES } from '../cache/small-world.js';
import { NOW_MS } from '../support/upstream.js';
import { CARE_KEY, POLL_MS, startChangingWorld, underWay } from './changing-world.js';

describe('Last-Event-ID', () => {
  it('goes on behind the event it names, with the same ids', async () => {
    const world = await startChangingWorld();
    const stayed = await world.listenToAll();
    const gone = await world.listen();
    world.jobs[SALES]!.push(underWay({ jobId: 'a' }));
    await world.nextLook(stayed);
    await expect.poll(() => gone.lastEventId).toBe(stayed.lastEventId);
    gone.leave();
    world.jobs[SALES]!.push(underWay({ jobId: 'b' }));
    await world.nextLook(stayed);
    const back = await world.listen({ lastEventId: gone.lastEventId! });
    await expect.poll(() => back.heard).toEqual(['job.created b: null, inProgress']);
    expect(back.events).toEqual(stayed.events.slice(-back.events.length));
    expect(new Set(stayed.events.map(({ id }) => id)).size).toBe(stayed.events.length);
  });

  it('goes on from the opening of a stream on which nothing happened', async () => {
    const world = await startChangingWorld();
    const stayed = await world.listenToAll();
    const gone = await world.listen();
    await expect.poll(() => gone.lastEventId).toBeDefined();
    gone.leave();
    await world.nextLook(stayed);
    const back = await world.listen({ lastEventId: gone.lastEventId! });
    await expect.poll(() => back.timesHeard('marker-1')).toBe(3);
    expect(back.heard).toEqual([]);
  });

  it('brings what happened while nobody listened, for a while', async () => {
    const world = await startChangingWorld();
    const gone = await world.listenToAll();
    await expect.poll(() => gone.lastEventId).toBeDefined();
    gone.leave();
    await expect.poll(() => world.listeners()).toBe(0);
    world.jobs[SALES]!.push(underWay({ jobId: 'unseen' }));
    world.clock.advance(10 * 60_000);
    const back = await world.listen({ lastEventId: gone.lastEventId! });
    await expect.poll(() => back.heard).toEqual(['job.created unseen: null, inProgress']);
  });

  it('is answered with reset when nobody looked for long', async () => {
    const world = await startChangingWorld();
    const gone = await world.listenToAll();
    gone.leave();
    await expect.poll(() => world.listeners()).toBe(0);
    world.clock.advance(16 * 60_000);
    const back = await world.listen({ lastEventId: gone.lastEventId! });
    await expect.poll(() => back.events).toMatchObject([{ event: 'reset', data: {} }]);
  });

  it('is answered with reset when the id is of another process, and the stream goes on from there', async () => {
    const [one, other] = [await startChangingWorld(), await startChangingWorld()];
    const elsewhere = await other.listenToAll();
    await other.nextLook(elsewhere);
    const first = await one.listenToAll();
    const moved = await one.listen({ lastEventId: elsewhere.lastEventId! });
    await expect.poll(() => moved.heard).toEqual(['reset']);
    await one.nextLook(first);
    await expect.poll(() => moved.timesHeard('marker-1')).toBe(3);
    moved.leave();
    const back = await one.listen({ lastEventId: moved.lastEventId! });
    await one.nextLook(first);
    await expect.poll(() => back.timesHeard('marker-2')).toBe(3);
    expect(back.heard).toEqual([]);
  });

  it('is answered with reset when more than a thousand events came since', async () => {
    const world = await startChangingWorld();
    const listening = await world.listenToAll();
    const place = listening.lastEventId!;
    world.jobs[SALES] = Array.from({ length: 998 }, (_, index) =>
      plantJob(NOW_MS - 2_000, { jobId: `many-${index}` }),
    );
    await world.nextLook(listening);
    const inside = await world.listen({ lastEventId: listening.events[0]!.id });
    await expect.poll(() => inside.events.length).toBe(1_000);
    const outside = await world.listen({ lastEventId: place });
    await expect.poll(() => outside.heard).toEqual(['reset']);
  });

  it('brings nothing of what the caller may not see', async () => {
    const world = await startChangingWorld();
    const all = await world.listenToAll();
    const place = all.lastEventId!;
    world.jobs[SALES]!.push(underWay({ jobId: 'of-sales' }));
    world.jobs[CARE]!.push(underWay({ jobId: 'of-care' }));
    await world.nextLook(all);
    const back = await world.listen({ key: CARE_KEY, lastEventId: place });
    await expect.poll(() => back.timesHeard('marker-1')).toBe(1);
    expect(back.heard).toEqual(['job.created of-care: null, inProgress']);
    world.clock.advance(POLL_MS / 2);
    await expect.poll(() => back.comments).toContain('still here');
    expect(back.text).not.toContain('sales');
  });
});
