import { describe, expect, it } from 'vitest';

import { settled } from '../../test/cache/cache-setup.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { callIn } from '../../test/upstream/guard-setup.js';
import { ThrottleGate } from './throttle-gate.js';
import { failureOfStatus, type UpstreamError } from './upstream-error.js';

function failure(status: number, retryAfterSeconds?: number): UpstreamError {
  return failureOfStatus(status, retryAfterSeconds)!;
}

function setup(...failures: readonly UpstreamError[]) {
  const clock = new FakeClock();
  const gate = new ThrottleGate(clock);
  for (const each of failures) gate.note(each);
  return { clock, gate };
}

describe('ThrottleGate', () => {
  it.each([429, 503])('holds calls back for as long as a %i asks, and lets them go then', async (status) => {
    const { clock, gate } = setup(failure(status, 7));
    let isThrough = false;
    const waiting = gate.pass(callIn(clock)).then(() => (isThrough = true));
    clock.advance(6_999);
    await settled();
    expect([isThrough, gate.isClosed]).toEqual([false, true]);
    clock.advance(1);
    await waiting;
    expect(gate.isClosed).toBe(false);
  });

  it.each([
    [429, 'upstream-throttled'],
    [503, 'upstream-unavailable'],
  ])(
    'refuses at once, after a %i as %s and with the time that is left, a call that cannot wait so long',
    async (status, code) => {
      const { clock, gate } = setup(failure(status, 30));
      clock.advance(4_200);
      await expect(gate.pass(callIn(clock))).rejects.toMatchObject({ code, retryAfterSeconds: 26 });
      expect(clock.pendingTimers).toBe(0);
    },
  );

  it.each([
    ['a 429 that names no time', failure(429)],
    ['a 503 that names no time', failure(503)],
    ['a time that is over', failure(429, 0)],
    ['a 502, whatever time it names', failure(502, 60)],
  ])('is not closed by %s', async (_what, error) => {
    const { clock, gate } = setup(error);
    expect(gate.isClosed).toBe(false);
    await gate.pass(callIn(clock, { leftMs: 0 }));
  });

  it('keeps to the longer of two waits', async () => {
    const { clock, gate } = setup(failure(429, 20), failure(503, 5));
    await expect(gate.pass(callIn(clock, { leftMs: 6_000 }))).rejects.toMatchObject({
      code: 'upstream-throttled',
      retryAfterSeconds: 20,
    });
  });

  it('looks again after a wait: the upstream may have asked for more meanwhile', async () => {
    const { clock, gate } = setup(failure(429, 2));
    const [patient, hurried] = [gate.pass(callIn(clock)), gate.pass(callIn(clock, { leftMs: 3_000 }))];
    clock.advance(1_000);
    gate.note(failure(429, 10));
    clock.advance(1_000);
    await expect(hurried).rejects.toMatchObject({ retryAfterSeconds: 9 });
    clock.advance(9_000);
    await patient;
  });

  it('ends the wait of one who leaves, with no timer left', async () => {
    const { clock, gate } = setup(failure(429, 2));
    const leaver = new AbortController();
    const leaving = gate.pass(callIn(clock, { signal: leaver.signal }));
    leaver.abort(new Error('gone'));
    await expect(leaving).rejects.toThrow('gone');
    expect(clock.pendingTimers).toBe(0);
  });
});
