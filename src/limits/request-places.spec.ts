import { beforeEach, describe, expect, it } from 'vitest';

import { MOST_ARRIVING, MOST_LONG_ANSWERS, MOST_REQUESTS, RequestPlaces } from './request-places.js';

let places: RequestPlaces;

beforeEach(() => {
  places = new RequestPlaces();
});

/** As many requests as told, each in flight. */
function enterMany(count: number): object[] {
  return Array.from({ length: count }, () => {
    const request = {};
    places.enter(request);
    return request;
  });
}

describe('RequestPlaces', () => {
  it('has room for 200 callers at once, and refuses the one that is too many', () => {
    const requests = enterMany(MOST_REQUESTS);
    expect(requests.length).toBeGreaterThanOrEqual(400);
    expect(() => places.enter({})).toThrow(
      expect.objectContaining({ code: 'overloaded', retryAfterSeconds: 2 }),
    );
    expect(places.inFlight).toBe(MOST_REQUESTS);
  });

  it('gives a place to the next as soon as one has left, once for each that leaves', () => {
    const [first = {}, second = {}] = enterMany(MOST_REQUESTS);
    places.leave(first);
    places.leave(first);
    expect(places.inFlight).toBe(MOST_REQUESTS - 1);
    places.enter({});
    expect(() => places.enter({})).toThrow('More requests have come');
    places.leave(second);
    expect(places.inFlight).toBe(MOST_REQUESTS - 1);
  });

  it('takes no place from one who had none', () => {
    enterMany(3);
    places.leave({});
    expect(places.inFlight).toBe(3);
  });

  it('counts an answer that steps out among its like, until it leaves', () => {
    const [events = {}] = enterMany(2);
    places.stepOut(events);
    expect([places.inFlight, places.longLived]).toEqual([1, 1]);
    places.leave(events);
    expect([places.inFlight, places.longLived]).toEqual([1, 0]);
  });

  it('takes no place for an answer whose caller has left meanwhile', () => {
    const [events = {}] = enterMany(1);
    places.leave(events);
    places.stepOut(events);
    expect([places.inFlight, places.longLived]).toEqual([0, 0]);
  });

  it('refuses one long answer too many, which keeps the place it had until it leaves', () => {
    for (const request of enterMany(MOST_LONG_ANSWERS)) places.stepOut(request);
    const [tooMany = {}] = enterMany(1);
    expect(() => places.stepOut(tooMany)).toThrow(expect.objectContaining({ code: 'overloaded' }));
    expect([places.inFlight, places.longLived]).toEqual([1, MOST_LONG_ANSWERS]);
    places.leave(tooMany);
    expect(places.inFlight).toBe(0);
  });

  it('counts a request whose body is still to come among its like, until it has come', () => {
    const request = {};
    places.awaitBody(request);
    expect([places.arriving, places.inFlight]).toEqual([1, 0]);
    places.stepIn(request);
    expect([places.arriving, places.inFlight]).toEqual([0, 1]);
    places.leave(request);
    expect([places.arriving, places.inFlight]).toEqual([0, 0]);
  });

  it('refuses one body too many, and leaves the requests in flight alone', () => {
    for (let body = 0; body < MOST_ARRIVING; body += 1) places.awaitBody({});
    expect(() => places.awaitBody({})).toThrow(expect.objectContaining({ code: 'overloaded' }));
    expect(enterMany(MOST_REQUESTS)).toHaveLength(MOST_REQUESTS);
  });
});
