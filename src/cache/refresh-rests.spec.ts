import { describe, expect, it } from 'vitest';

import { CARE, SALES } from '../../test/cache/cache-setup.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { copyKey } from './copy-key.js';
import { RefreshRests } from './refresh-rests.js';

const KEY = copyKey(SALES, ['week']);
const OTHERS = [copyKey(SALES, ['day']), copyKey(CARE, ['week'])];

function setup() {
  const clock = new FakeClock();
  return { clock, rests: new RefreshRests(clock) };
}

describe('a refresh that failed', () => {
  it('rests for five seconds, and may then be tried again', () => {
    const { clock, rests } = setup();
    expect(rests.mayRefresh(KEY)).toBe(true);
    rests.failed(KEY, new Error('down'));
    clock.advance(4_999);
    expect(rests.mayRefresh(KEY)).toBe(false);
    clock.advance(1);
    expect(rests.mayRefresh(KEY)).toBe(true);
  });

  it('rests anew when it fails anew, and tells the last reason', () => {
    const { clock, rests } = setup();
    rests.failed(KEY, 'first');
    clock.advance(5_000);
    rests.failed(KEY, 'second');
    clock.advance(4_999);
    expect(rests.mayRefresh(KEY)).toBe(false);
    expect(rests.failureOf(KEY)).toBe('second');
  });

  it('is remembered beyond its rest, until one succeeds', () => {
    const { clock, rests } = setup();
    rests.failed(KEY, 'down');
    clock.advance(3_600_000);
    expect(rests.failureOf(KEY)).toBe('down');
    rests.failed(KEY, 'still down');
    rests.succeeded(KEY);
    expect(rests.failureOf(KEY)).toBeUndefined();
    expect(rests.mayRefresh(KEY)).toBe(true);
  });

  it.each(OTHERS)('says nothing of %s', (other) => {
    const { rests } = setup();
    rests.failed(KEY, 'down');
    rests.succeeded(other);
    expect(rests.mayRefresh(KEY)).toBe(false);
    expect(rests.mayRefresh(other)).toBe(true);
    expect(rests.failureOf(other)).toBeUndefined();
  });

  it('is forgotten when ten thousand others failed after it, so that memory stays bounded', () => {
    const { rests } = setup();
    const fail = (count: number): void => rests.failed(copyKey(CARE, [`question ${count}`]), 'down');
    rests.failed(KEY, 'down');
    for (let count = 1; count < 10_000; count += 1) fail(count);
    expect(rests.mayRefresh(KEY)).toBe(false);
    for (let count = 10_000; count < 20_001; count += 1) fail(count);
    expect(rests.mayRefresh(KEY)).toBe(true);
  });
});
