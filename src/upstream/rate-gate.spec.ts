import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { settled } from '../../test/cache/cache-setup.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { callIn } from '../../test/upstream/guard-setup.js';
import { RateGate } from './rate-gate.js';

function setup(maxRequestsPerMinute: number) {
  const clock = new FakeClock();
  const startMs = clock.monotonicMs();
  const gate = new RateGate(maxRequestsPerMinute, clock);
  const sentMs: number[] = [];
  const send = async (leftMs = 25_000, signal = new AbortController().signal): Promise<void> => {
    await gate.turn(callIn(clock, { leftMs, signal }));
    sentMs.push(clock.monotonicMs() - startMs);
  };
  return { clock, gate, send, sentMs };
}

describe('RateGate', () => {
  it('spreads calls that come at once evenly', async () => {
    const { clock, send, sentMs } = setup(60);
    const calls = Promise.all([send(), send(), send(), send()]);
    for (let second = 0; second < 3; second += 1) {
      await settled();
      clock.advance(1000);
    }
    await calls;
    expect(sentMs).toEqual([0, 1000, 2000, 3000]);
  });

  it('lets through what a second holds at once, after a rest too, and no more', async () => {
    const { clock, send, sentMs } = setup(180);
    await Promise.all([send(), send(), send()]);
    clock.advance(60_000);
    await Promise.all([send(), send(), send()]);
    expect(sentMs).toEqual([0, 0, 0, 60_000, 60_000, 60_000]);
    await expect(send(300)).rejects.toMatchObject({ code: 'upstream-throttled', retryAfterSeconds: 1 });
  });

  it('refuses at once a call whose turn comes too late, says when, and keeps no turn for it', async () => {
    const { clock, send, sentMs } = setup(4);
    await send();
    const waiting = send(15_000);
    await expect(send(29_999)).rejects.toMatchObject({ code: 'upstream-throttled', retryAfterSeconds: 30 });
    clock.advance(15_000);
    await waiting;
    const next = send();
    clock.advance(15_000);
    await next;
    expect(sentMs).toEqual([0, 15_000, 30_000]);
  });

  it('reckons with those who go before', async () => {
    const { clock, gate } = setup(60);
    const call = callIn(clock, { leftMs: 10_000 });
    expect(() => gate.assertFits(call, 10)).not.toThrow();
    expect(() => gate.assertFits(call, 11)).toThrow('calls');
  });

  it('ends the wait of one who leaves, with no timer left', async () => {
    const { clock, send, sentMs } = setup(60);
    await send();
    const leaver = new AbortController();
    const leaving = send(25_000, leaver.signal);
    leaver.abort(new Error('gone'));
    await expect(leaving).rejects.toThrow('gone');
    expect(clock.pendingTimers).toBe(0);
    expect(sentMs).toEqual([0]);
  });

  it('never lets through more than the limit in any minute', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 800 }),
        async (limit, gapsMs) => {
          const { clock, send, sentMs } = setup(limit);
          for (const gapMs of gapsMs) {
            await send(0).catch(() => undefined);
            clock.advance(gapMs);
          }
          const most = Math.max(
            ...sentMs.map(
              (fromMs) => sentMs.filter((atMs) => atMs >= fromMs && atMs < fromMs + 60_000).length,
            ),
          );
          expect(most).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 20 },
    );
  });
});
