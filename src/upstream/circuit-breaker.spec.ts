import { describe, expect, it } from 'vitest';

import { FakeClock } from '../../test/support/fake-clock.js';
import { FixedRandomness } from '../../test/upstream/guard-setup.js';
import { AppError } from '../errors/app-error.js';
import type { CallVerdict } from './call-verdict.js';
import { CircuitBreaker } from './circuit-breaker.js';

function setup(fraction = 0.5) {
  const clock = new FakeClock();
  const randomness = new FixedRandomness(fraction);
  const changes: string[] = [];
  const breaker = new CircuitBreaker(clock, randomness, (change) => changes.push(change));
  const note = (verdict: CallVerdict, times = 1): void => {
    for (let call = 0; call < times; call += 1) breaker.enter()(verdict);
  };
  /** What a call is told that is refused now; undefined when it is let through. */
  const refusedFor = (): number | undefined => {
    try {
      breaker.assertMayCall();
      return undefined;
    } catch (error) {
      if (error instanceof AppError && error.code === 'circuit-open') return error.retryAfterSeconds;
      throw error;
    }
  };
  return { clock, breaker, changes, note, refusedFor };
}

describe('CircuitBreaker', () => {
  it('opens with the fifth failure in a row', () => {
    const { breaker, changes, note, refusedFor } = setup();
    note('failure', 4);
    note('success');
    note('failure', 4);
    expect([breaker.isOpen, refusedFor()]).toEqual([false, undefined]);
    note('failure');
    expect([breaker.isOpen, refusedFor(), changes]).toEqual([true, 5, ['opened']]);
  });

  it('learns nothing from calls that were given up', () => {
    const { breaker, note } = setup();
    note('failure', 4);
    note('nothing', 20);
    expect(breaker.isOpen).toBe(false);
    note('failure');
    expect(breaker.isOpen).toBe(true);
  });

  it.each([
    [0, 4_000],
    [0.5, 5_000],
    [1, 6_000],
  ])('stays open for five seconds, give or take a fifth, as chance %d has it', (fraction, pauseMs) => {
    const { clock, note, refusedFor } = setup(fraction);
    note('failure', 5);
    clock.advance(pauseMs - 1);
    expect(refusedFor()).toBe(1);
    clock.advance(1);
    expect(refusedFor()).toBeUndefined();
  });

  it('then lets exactly one call through, and goes back to normal when it succeeds', () => {
    const { clock, breaker, changes, note, refusedFor } = setup();
    note('failure', 5);
    clock.advance(5_000);
    const report = breaker.enter();
    expect(refusedFor()).toBe(1);
    expect(() => breaker.enter()).toThrow(AppError);
    report('success');
    expect([breaker.isOpen, refusedFor(), changes]).toEqual([false, undefined, ['opened', 'closed']]);
    note('failure', 4);
    expect(breaker.isOpen).toBe(false);
  });

  it('doubles the pause with every probe that fails, to thirty seconds, and tells of it once', () => {
    const { clock, changes, note, refusedFor } = setup();
    note('failure', 5);
    const pauses = [5, 10, 20, 30, 30].map((seconds) => {
      expect(refusedFor()).toBe(seconds);
      clock.advance(1000 * seconds - 1);
      expect(refusedFor()).toBe(1);
      clock.advance(1);
      note('failure');
      return seconds;
    });
    expect(pauses).toHaveLength(5);
    expect(changes).toEqual(['opened']);
  });

  it('begins with five seconds again after a success', () => {
    const { clock, note, refusedFor } = setup();
    note('failure', 5);
    clock.advance(5_000);
    note('failure');
    clock.advance(10_000);
    note('success');
    note('failure', 5);
    expect(refusedFor()).toBe(5);
  });

  it('gives the place of a probe that was given up to the next call', () => {
    const { clock, breaker, note, refusedFor } = setup();
    note('failure', 5);
    clock.advance(5_000);
    note('nothing');
    expect([breaker.isOpen, refusedFor()]).toEqual([true, undefined]);
    note('success');
    expect(breaker.isOpen).toBe(false);
  });

  it.each<CallVerdict>(['success', 'failure'])(
    'takes no %s of a call from before it opened for the probe',
    (verdict) => {
      const { clock, breaker, note, refusedFor } = setup();
      const [late, later] = [breaker.enter(), breaker.enter()];
      note('failure', 5);
      late(verdict);
      expect(refusedFor()).toBe(5);
      clock.advance(5_000);
      const probe = breaker.enter();
      later(verdict);
      expect([breaker.isOpen, refusedFor()]).toEqual([true, 1]);
      probe('success');
      expect(breaker.isOpen).toBe(false);
    },
  );
});
