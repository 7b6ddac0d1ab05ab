import { describe, expect, it } from 'vitest';

import { unansweredExchange, type Exchange } from '../exchange.js';
import { judgeClock } from './judge-clock.js';

function upstreamAhead(clockAheadMs: number | undefined): Exchange {
  return { ...unansweredExchange('upstream'), status: 200, clockAheadMs };
}

describe('judgeClock', () => {
  it.each([
    [30_000, 'clock-agrees', 'agree on the time'],
    [30_001, 'clock-off', '30 s ahead of ours'],
    [-119_000, 'clock-off', '119 s behind ours'],
    [-3_599_600, 'clock-off', '60 minutes behind ours'],
    [10 * 3_600_000, 'clock-off', '10 hours ahead of ours'],
    [undefined, 'clock-unknown', 'does not tell its time'],
  ])('judges a clock %s ms ahead', (aheadMs, code, words) => {
    const [finding] = judgeClock([upstreamAhead(aheadMs)]);
    expect(finding).toMatchObject({ step: 'clock', code });
    expect(finding?.message).toContain(words);
  });

  it('takes the call that shows the least, since a slow one shows more', () => {
    const exchanges = [upstreamAhead(-45_000), upstreamAhead(undefined), upstreamAhead(-2_000)];
    expect(judgeClock(exchanges)).toMatchObject([{ code: 'clock-agrees' }]);
  });

  it('says nothing of a server that never answered', () => {
    expect(judgeClock([unansweredExchange('identity')])).toEqual([]);
  });
});
