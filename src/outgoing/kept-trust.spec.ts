import { describe, expect, it } from 'vitest';

import { KeptTrust } from './kept-trust.js';

/** How many of a thousand calls are repeated when every one on a kept connection has to be. */
function repeatsOf(trust: KeptTrust): number {
  let repeats = 0;
  for (let call = 0; call < 1_000; call += 1) {
    const { isKept } = trust;
    trust.noteCall();
    if (!isKept) continue;
    trust.noteRepeat();
    repeats += 1;
  }
  return repeats;
}

/** Calls until connections are kept again. */
function distrustedFor(trust: KeptTrust): number {
  let calls = 0;
  for (; !trust.isKept; calls += 1) trust.noteCall();
  return calls;
}

describe('KeptTrust', () => {
  it('lets one call in twenty be repeated, and two at first', () => {
    const repeats = repeatsOf(new KeptTrust());
    expect(repeats).toBeGreaterThan(1_000 / 20);
    expect(repeats).toBeLessThanOrEqual(1_000 / 20 + 2);
  });

  it('forgives a single one at once', () => {
    const trust = new KeptTrust();
    trust.noteRepeat();
    expect(trust.isKept).toBe(true);
  });

  it('trusts a server again after a hundred calls, however many it hung up on at once', () => {
    const trust = new KeptTrust();
    for (let repeat = 0; repeat < 50; repeat += 1) trust.noteRepeat();
    expect(distrustedFor(trust)).toBe(81);
    for (let call = 0; call < 10_000; call += 1) trust.noteCall();
    trust.noteRepeat();
    trust.noteRepeat();
    expect(trust.isKept).toBe(false);
  });
});
