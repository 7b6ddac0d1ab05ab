import { describe, expect, it } from 'vitest';

import { RetryBudget } from './retry-budget.js';

describe('RetryBudget', () => {
  it('pays for a burst of ten, and for no more without calls', () => {
    const budget = new RetryBudget();
    const granted = Array.from({ length: 20 }, () => budget.take());
    expect(granted.filter(Boolean)).toHaveLength(10);
  });

  it('earns one retry with exactly ten calls', () => {
    const budget = new RetryBudget();
    for (let retry = 1; retry <= 10; retry += 1) budget.take();
    for (let call = 1; call <= 9; call += 1) budget.noteCall();
    expect(budget.take()).toBe(false);
    budget.noteCall();
    expect([budget.take(), budget.take()]).toEqual([true, false]);
  });

  it('is charged for what was sent anyway, on credit', () => {
    const budget = new RetryBudget();
    for (let repeat = 1; repeat <= 12; repeat += 1) budget.charge();
    for (let call = 1; call <= 29; call += 1) budget.noteCall();
    expect(budget.take()).toBe(false);
    budget.noteCall();
    expect([budget.take(), budget.take()]).toEqual([true, false]);
  });

  it('saves up no more than the burst', () => {
    const budget = new RetryBudget();
    for (let call = 1; call <= 10_000; call += 1) budget.noteCall();
    const granted = Array.from({ length: 100 }, () => budget.take());
    expect(granted.filter(Boolean)).toHaveLength(10);
  });

  it.each([0.1, 0.5, 1])(
    'keeps to a tenth of the calls plus the burst when %d of all attempts fail',
    (share) => {
      const budget = new RetryBudget();
      let attempts = 0;
      for (let call = 0; call < 10_000; call += 1) {
        budget.noteCall();
        attempts += 1;
        for (let retry = 1; retry <= 2 && (attempts * share) % 1 < share && budget.take(); retry += 1)
          attempts += 1;
      }
      expect(attempts).toBeLessThanOrEqual(11_010);
      expect(attempts).toBeGreaterThan(10_500);
    },
  );
});
