import { describe, expect, it } from 'vitest';

import { SharedFlight } from './shared-flight.js';

function heldFlight() {
  const work = Promise.withResolvers<string>();
  const signals: AbortSignal[] = [];
  const flight = new SharedFlight((signal) => {
    signals.push(signal);
    return work.promise;
  });
  return { flight, work, signal: signals[0] };
}

describe('SharedFlight', () => {
  it('does its work once for all who join', async () => {
    let started = 0;
    const flight = new SharedFlight(() => Promise.resolve((started += 1)));
    expect(await Promise.all([flight.join(), flight.join(), flight.join()])).toEqual([1, 1, 1]);
    expect(started).toBe(1);
  });

  it('gives its failure to all who join', async () => {
    const { flight, work } = heldFlight();
    const joined = Promise.allSettled([flight.join(), flight.join(new AbortController().signal)]);
    work.reject(new Error('no'));
    expect((await joined).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(flight.isOpen).toBe(false);
  });

  it('ends only the wait of the one who leaves', async () => {
    const { flight, work, signal } = heldFlight();
    const leaver = new AbortController();
    const left = flight.join(leaver.signal);
    const stayed = flight.join();
    leaver.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    expect(signal?.aborted).toBe(false);
    work.resolve('landed');
    expect(await stayed).toBe('landed');
  });

  it('gives up when the last one leaves, and cannot be joined any more', async () => {
    const { flight, signal } = heldFlight();
    const leavers = [new AbortController(), new AbortController()];
    const joined = Promise.allSettled(leavers.map((leaver) => flight.join(leaver.signal)));
    leavers[0]?.abort();
    expect(flight.isOpen).toBe(true);
    leavers[1]?.abort();
    await joined;
    expect(signal?.aborted).toBe(true);
    expect(flight.isOpen).toBe(false);
  });

  it('does not give up when it has landed before all leave', async () => {
    const { flight, work, signal } = heldFlight();
    const joined = flight.join();
    work.resolve('landed');
    await joined;
    expect(signal?.aborted).toBe(false);
    expect(flight.isOpen).toBe(false);
  });

  it('turns away one whose signal had aborted before', async () => {
    const { flight, work } = heldFlight();
    const stayed = flight.join();
    await expect(flight.join(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    work.resolve('landed');
    expect(await stayed).toBe('landed');
  });
});
