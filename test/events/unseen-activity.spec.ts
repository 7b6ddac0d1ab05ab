import { describe, expect, it } from 'vitest';

import { SALES } from '../cache/small-world.js';
import { CARE_KEY, POLL_MS, startChangingWorld, underWay } from './changing-world.js';
import type { Listening } from './listening.js';

const BEAT_MS = POLL_MS / 2;

describe('the places on a stream', () => {
  it('do not tell whether anything happened that the listener may not see', async () => {
    const world = await startChangingWorld();
    const all = await world.listenToAll();
    const care = await world.listen({ key: CARE_KEY });
    const beat = async (of: Listening): Promise<string | undefined> => {
      const before = of.comments.length;
      world.clock.advance(BEAT_MS);
      await expect.poll(() => of.comments.slice(before)).toContain('still here');
      return of.lastEventId;
    };
    const quiet = [await beat(care), await beat(care)];
    world.jobs[SALES]!.push(underWay({ jobId: 'unseen' }));
    const busy = [await beat(care), await beat(care), await beat(care)];
    await expect.poll(() => all.timesHeard('unseen')).toBe(1);
    // Each place is another one, whether or not anything lies between them.
    expect(new Set([...quiet, ...busy]).size).toBe(5);
    expect(care.heard).toEqual([]);
    care.leave();
    const back = await world.listen({ key: CARE_KEY, lastEventId: busy.at(-1)! });
    await world.nextLook(all);
    await expect.poll(() => back.timesHeard('marker-1')).toBe(1);
    expect(back.heard).toEqual([]);
  });

  it('are shown to every stream as another one', async () => {
    const world = await startChangingWorld();
    await world.listenToAll();
    const streams = [await world.listen({ key: CARE_KEY }), await world.listen({ key: CARE_KEY })];
    for (const stream of streams) await expect.poll(() => stream.lastEventId).toBeDefined();
    expect(streams[0]!.lastEventId).not.toBe(streams[1]!.lastEventId);
  });
});
