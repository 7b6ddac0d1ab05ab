import { Logger } from '@nestjs/common';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { FakeClock } from '../../test/support/fake-clock.js';
import { WrongTries } from './wrong-tries.js';

let clock: FakeClock;
let tries: WrongTries;

beforeAll(() => Logger.overrideLogger(false));
beforeEach(() => {
  clock = new FakeClock();
  tries = new WrongTries(clock);
});

function noteEverySecond(times: number): void {
  for (let time = 0; time < times; time += 1) {
    expect(tries.note('192.0.2.1')).toBeUndefined();
    clock.advance(1_000);
  }
}

describe('WrongTries', () => {
  it('names the whole seconds until the oldest of twenty tries is a minute old', () => {
    noteEverySecond(20);
    expect(tries.note('192.0.2.1')).toBe(40);
    clock.advance(39_500);
    expect(tries.note('192.0.2.1')).toBe(1);
    clock.advance(500);
    expect(tries.note('192.0.2.1')).toBeUndefined();
    expect(tries.note('192.0.2.1')).toBe(1);
  });

  it('is exhausted by twenty, not by nineteen, and only for that address', () => {
    noteEverySecond(19);
    expect(tries.isExhausted('192.0.2.1')).toBe(false);
    noteEverySecond(1);
    expect([tries.isExhausted('192.0.2.1'), tries.isExhausted('192.0.2.2')]).toEqual([true, false]);
  });

  it('counts no further while it is exhausted: those who go on trying do not wait for ever', () => {
    noteEverySecond(20);
    for (let time = 0; time < 39; time += 1) {
      tries.note('192.0.2.1');
      clock.advance(1_000);
    }
    clock.advance(1_000);
    expect(tries.isExhausted('192.0.2.1')).toBe(false);
  });

  it('forgets those seen longest ago when ten thousand others come', () => {
    noteEverySecond(20);
    for (let other = 0; other < 9_999; other += 1) tries.note(`10.0.${other >> 8}.${other & 255}`);
    expect(tries.isExhausted('192.0.2.1')).toBe(true);
    for (let other = 0; other < 10_000; other += 1) tries.note(`10.1.${other >> 8}.${other & 255}`);
    expect(tries.isExhausted('192.0.2.1')).toBe(false);
  });
});
