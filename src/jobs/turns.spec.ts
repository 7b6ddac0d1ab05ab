import { describe, expect, it } from 'vitest';

import { Turns } from './turns.js';

const forEver = new AbortController().signal;

/** Work that is at work until it is told to end. */
function work(turns: Turns, name: string, signal: AbortSignal = forEver) {
  const end = Promise.withResolvers<string>();
  let hasBegun = false;
  const done = turns.run(name, signal, () => {
    hasBegun = true;
    return end.promise;
  });
  return { done, end, hasBegun: () => hasBegun };
}

/** Long enough for everything that needs no outside event. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('let work of one name run one after another, and work of another name beside it', async () => {
    const turns = new Turns();
    const [first, second, other] = [work(turns, 'a'), work(turns, 'a'), work(turns, 'b')];
    await settle();
    expect([first.hasBegun(), second.hasBegun(), other.hasBegun()]).toEqual([true, false, true]);
    first.end.resolve('done');
    expect(await first.done).toBe('done');
    await settle();
    expect(second.hasBegun()).toBe(true);
  });

  it('go on after work that failed', async () => {
    const turns = new Turns();
    const [first, second] = [work(turns, 'a'), work(turns, 'a')];
    first.end.reject(new Error('failed'));
    await expect(first.done).rejects.toThrow('failed');
    await settle();
    expect(second.hasBegun()).toBe(true);
  });

  it('are left by who waits no longer; whoever stands behind still waits for those before', async () => {
    const turns = new Turns();
    const leaving = new AbortController();
    const [first, second, third] = [work(turns, 'a'), work(turns, 'a', leaving.signal), work(turns, 'a')];
    leaving.abort(new Error('left'));
    await expect(second.done).rejects.toThrow('left');
    await settle();
    expect([second.hasBegun(), third.hasBegun()]).toEqual([false, false]);
    first.end.resolve('done');
    await settle();
    expect([second.hasBegun(), third.hasBegun()]).toEqual([false, true]);
  });
});
