import { beforeEach, describe, expect, it } from 'vitest';

import { Places, type Place } from './places.js';

let places: Places;

beforeEach(() => {
  places = new Places(12);
});

/** Takes as many for one holder as it gets. */
function takeAll(holder: string): Place[] {
  const taken: Place[] = [];
  for (;;) {
    const place = places.take();
    if (place?.claim(holder) !== true) {
      place?.leave();
      return taken;
    }
    taken.push(place);
  }
}

describe('Places', () => {
  it('take back each place once, however often it is left', () => {
    const two = new Places(2);
    const place = two.take();
    two.take();
    expect(two.take()).toBeUndefined();
    place?.leave();
    place?.leave();
    expect(two.taken).toBe(1);
  });

  it('leave half to all others when one takes what can be had, and a third when two do', () => {
    expect(takeAll('one')).toHaveLength(6);
    expect(takeAll('another')).toHaveLength(3);
    expect(takeAll('one')).toEqual([]);
    expect(takeAll('a third')).toHaveLength(2);
    expect(places.taken).toBe(11);
  });

  it('give all of them to as many holders as there are places, one to each', () => {
    const holders = Array.from({ length: 12 }, (_, index) => `holder ${index}`);
    expect(holders.filter((holder) => places.take()?.claim(holder))).toHaveLength(12);
    expect(places.taken).toBe(12);
    expect(places.take()).toBeUndefined();
  });

  it('know nobody any more who has given all of his back', () => {
    const taken = takeAll('one');
    expect(places.holders).toBe(1);
    for (const place of taken) place.leave();
    expect(places.holders).toBe(0);
  });

  it('count those of nobody as taken', () => {
    for (let count = 0; count < 8; count += 1) places.take();
    expect(takeAll('one')).toHaveLength(2);
  });

  it('let a holder take again what it gave back', () => {
    const [first, ...others] = takeAll('one');
    first?.leave();
    first?.leave();
    expect(takeAll('one')).toHaveLength(1);
    for (const place of others) place.leave();
    expect(takeAll('one')).toHaveLength(5);
  });

  it('count a place once for a holder who claims it twice, and let nobody else claim it', () => {
    const place = places.take();
    expect([place?.claim('one'), place?.claim('one'), place?.claim('another')]).toEqual([true, true, false]);
    expect(place?.holder).toBe('one');
    place?.leave();
    expect(takeAll('one')).toHaveLength(6);
  });

  it('take no claim on a place that was left', () => {
    const place = places.take();
    place?.leave();
    expect(place?.claim('one')).toBe(false);
    expect(takeAll('one')).toHaveLength(6);
  });
});
