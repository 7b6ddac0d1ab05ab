import { describe, expect, it } from 'vitest';

import { settled } from '../../test/cache/cache-setup.js';
import { callIn, failing, guardSetup } from '../../test/upstream/guard-setup.js';
import { fractionOf } from '../demo/stand-in/seeded-random.js';
import { AppError } from '../errors/app-error.js';
import { failureOfStatus, UnansweredError } from './upstream-error.js';
import type { TimedCall } from './upstream-request.js';

const ok = async (): Promise<string> => 'ok';

/** A guard whose attempts go as scripted, one after the other, and then well. */
function setup(script: readonly (() => Promise<string>)[], environment: Record<string, string> = {}) {
  const built = guardSetup(environment);
  let attempts = 0;
  const run = (call: TimedCall = callIn(built.clock)): Promise<string> =>
    built.guard.run(call, () => {
      attempts += 1;
      return (script[attempts - 1] ?? ok)();
    });
  return { ...built, run, attempts: () => attempts };
}

const unreachable = async (): Promise<never> => {
  throw new UnansweredError('unreachable');
};

describe('ConnectionGuard', () => {
  it('waits for half of 200 ms and half of 400 ms when chance is a half, and then gives the answer', async () => {
    const { run, clock, attempts } = setup([failing(502), unreachable]);
    const answer = run();
    const seen: number[] = [];
    for (const stepMs of [99, 1, 199, 1]) {
      await settled();
      clock.advance(stepMs);
      await settled();
      seen.push(attempts());
    }
    expect(seen).toEqual([1, 2, 2, 3]);
    expect(await answer).toBe('ok');
    expect(clock.pendingTimers).toBe(0);
  });

  it.each([0, 1, 2])('makes %i further attempts when UPSTREAM_RETRIES says so', async (retries) => {
    const { run, clock, attempts } = setup(Array<() => Promise<never>>(5).fill(failing(503)), {
      UPSTREAM_RETRIES: String(retries),
    });
    const answer = run();
    answer.catch(() => undefined);
    for (let step = 0; step < 10; step += 1) {
      await settled();
      clock.advance(500);
    }
    await expect(answer).rejects.toMatchObject({ upstreamStatus: 503 });
    expect(attempts()).toBe(1 + retries);
  });

  it.each([
    ['500', failing(500)],
    ['an answer cut short', (): Promise<never> => Promise.reject(new UnansweredError('interrupted'))],
    ['a time-out', (): Promise<never> => Promise.reject(new UnansweredError('timeout'))],
    ['a 503 that asks for more time than there is', failing(503, 26)],
  ])('makes no further attempt after %s, and leaves no timer', async (_what, attempt) => {
    const { run, clock, attempts } = setup([attempt]);
    await expect(run()).rejects.toBeInstanceOf(AppError);
    expect([attempts(), clock.pendingTimers]).toEqual([1, 0]);
  });

  it('makes no further attempt that could not end before the deadline', async () => {
    const { guard, clock } = setup([]);
    let attempts = 0;
    const slow = async (): Promise<never> => {
      attempts += 1;
      clock.advance(3_000);
      throw new UnansweredError('unreachable');
    };
    await expect(guard.run(callIn(clock, { leftMs: 6_099 }), slow)).rejects.toMatchObject({
      failure: 'unreachable',
    });
    expect(attempts).toBe(1);
  });

  it('ends the wait for the next attempt when the caller leaves', async () => {
    const { run, clock, attempts } = setup([failing(502)]);
    const caller = new AbortController();
    const answer = run(callIn(clock, { signal: caller.signal }));
    await settled();
    caller.abort(new Error('gone'));
    await expect(answer).rejects.toThrow('gone');
    expect([attempts(), clock.pendingTimers]).toEqual([1, 0]);
  });

  it('fails as the upstream did when the circuit opens before the next attempt', async () => {
    const { run, guard, clock, attempts } = setup([failing(502)]);
    const answer = run();
    await settled();
    for (let call = 0; call < 4; call += 1)
      await guard.run(callIn(clock), failing(500)).catch(() => undefined);
    clock.advance(200);
    await expect(answer).rejects.toMatchObject({ upstreamStatus: 502 });
    expect(attempts()).toBe(1);
    await expect(run()).rejects.toMatchObject({ code: 'circuit-open', retryAfterSeconds: 5 });
  });

  it('does not repeat a probe that failed', async () => {
    const { run, guard, clock, attempts } = setup([failing(503)]);
    for (let call = 0; call < 5; call += 1)
      await guard.run(callIn(clock), failing(500)).catch(() => undefined);
    clock.advance(5_000);
    await expect(run()).rejects.toMatchObject({ upstreamStatus: 503 });
    expect(attempts()).toBe(1);
    await expect(run()).rejects.toMatchObject({ code: 'circuit-open', retryAfterSeconds: 10 });
  });

  it('gives the place of a probe whose caller left to the next call', async () => {
    const { run, guard, clock } = setup([]);
    for (let call = 0; call < 5; call += 1)
      await guard.run(callIn(clock), failing(500)).catch(() => undefined);
    clock.advance(5_000);
    const left = new AppError('upstream-timeout', 'The caller left.');
    await expect(guard.run(callIn(clock), () => Promise.reject(left))).rejects.toBe(left);
    expect(await run()).toBe('ok');
    expect(await run()).toBe('ok');
  });

  it('does not hold it against the upstream when there is no token for it', async () => {
    const { guard, run, clock } = setup([]);
    const noToken = new AppError('upstream-unavailable', 'The identity service failed.');
    for (let call = 0; call < 50; call += 1)
      await guard.run(callIn(clock), () => Promise.reject(noToken)).catch(() => undefined);
    expect(await run()).toBe('ok');
  });

  it.each([0.1, 0.5, 1])(
    'sends at most 1.1 attempts a call, and ten more, when %d of all attempts fail',
    async (share) => {
      const calls = 3_000;
      const { guard, clock } = guardSetup();
      let [sent, needed] = [0, 0];
      for (let call = 0; call < calls; call += 1) {
        const before = sent;
        const answer = guard.run(callIn(clock), () => {
          sent += 1;
          return fractionOf(`attempt ${sent}`) < share ? unreachable() : ok();
        });
        answer.catch(() => undefined);
        for (let step = 0; step < 3; step += 1) {
          await settled();
          clock.advance(400);
        }
        if (sent > before) needed += 1;
      }
      // What fails for good opens the circuit: then only few calls are sent at all.
      expect(needed).toBeGreaterThan(100);
      expect(sent).toBeLessThanOrEqual(1.1 * needed + 10);
    },
  );

  it('keeps what it learnt to one connection', async () => {
    const { guards, guard, connection, clock } = guardSetup();
    for (let call = 0; call < 5; call += 1)
      await guard.run(callIn(clock), failing(500)).catch(() => undefined);
    await expect(guard.run(callIn(clock), ok)).rejects.toMatchObject({ code: 'circuit-open' });
    expect(await guards.guardOf({ ...connection, name: 'other' }).run(callIn(clock), ok)).toBe('ok');
    expect(guards.guardOf(connection)).toBe(guard);
  });

  it('retries a 429 after the time it asks for, as every other call on the connection waits', async () => {
    const { run, clock, attempts } = setup([() => Promise.reject(failureOfStatus(429, 4)!)]);
    const answer = run();
    await settled();
    const others = Promise.all([run(), run()]);
    await settled();
    clock.advance(3_999);
    await settled();
    expect(attempts()).toBe(1);
    clock.advance(1);
    expect(await others).toEqual(['ok', 'ok']);
    expect(attempts()).toBe(3);
    clock.advance(100);
    expect(await answer).toBe('ok');
    expect(attempts()).toBe(4);
  });
});
