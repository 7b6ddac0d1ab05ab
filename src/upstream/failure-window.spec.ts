import { describe, expect, it } from 'vitest';

import { FailureWindow } from './failure-window.js';

const START_MS = 1_000_000;

/** Notes calls, `f` for one that failed, each so long after the one before. */
function windowOf(calls: string, apartMs: number): { window: FailureWindow; nowMs: number } {
  const window = new FailureWindow();
  for (let index = 0; index < calls.length; index += 1)
    window.note(calls.charAt(index) === 'f', START_MS + index * apartMs);
  return { window, nowMs: START_MS + (calls.length - 1) * apartMs };
}

describe('FailureWindow', () => {
  it.each([
    ['ffff', false],
    ['fffff', true],
    ['ffffsf', false],
    ['sfsfsfsfs', false],
    ['sfsfsfsfsf', true],
    ['ssfsfsfsfsf', false],
    ['fsfsfsfssss', false],
    ['ffsfsfssfssf', true],
  ])('of %s calls the upstream bad: %s', (calls, isBad) => {
    const { window, nowMs } = windowOf(calls, 100);
    expect(window.isBad(nowMs)).toBe(isBad);
  });

  it('counts half of the calls for ten seconds only, but failures in a row for ever', () => {
    const { window, nowMs } = windowOf('sfsfsfsfsf', 100);
    expect(window.isBad(nowMs + 8_000)).toBe(true);
    expect(window.isBad(nowMs + 10_000)).toBe(false);
    expect(windowOf('fffff', 60_000).window.isBad(START_MS + 600_000)).toBe(true);
  });

  it('does not take calls of a second for those of another ten seconds before', () => {
    const { window, nowMs } = windowOf('sfsfsfsfs', 0);
    window.note(true, nowMs + 10_000);
    expect(window.isBad(nowMs + 10_000)).toBe(false);
    for (const isFailure of [false, true, false, true, false, true, false, false, true])
      window.note(isFailure, nowMs + 10_000);
    expect(window.isBad(nowMs + 10_000)).toBe(true);
  });
});
