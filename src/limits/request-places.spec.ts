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

/** A body that is still to come. */
function beginBody(address: string): object {
  const request = {};
  places.awaitBody(request, address);
  return request;
}

/** As many requests as told, each in flight for a client. */
function claimMany(count: number, client: string): object[] {
  const requests = enterMany(count);
  for (const request of requests) places.claim(request, client);
  return requests;
}

const refusesFor = { code: 'overloaded', retryAfterSeconds: 2 };

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
    for (let count = 0; count < MOST_LONG_ANSWERS; count += 1)
      for (const request of enterMany(1)) places.stepOut(request);
    const [tooMany = {}] = enterMany(1);
    expect(() => places.stepOut(tooMany)).toThrow(expect.objectContaining({ code: 'overloaded' }));
    expect([places.inFlight, places.longLived]).toEqual([1, MOST_LONG_ANSWERS]);
    places.leave(tooMany);
    expect(places.inFlight).toBe(0);
  });

  it('counts a request whose body is still to come among its like, until it has come', () => {
    const request = {};
    places.awaitBody(request, '192.0.2.1');
    expect([places.arriving, places.inFlight]).toEqual([1, 0]);
    places.stepIn(request);
    expect([places.arriving, places.inFlight]).toEqual([0, 1]);
    places.leave(request);
    expect([places.arriving, places.inFlight]).toEqual([0, 0]);
  });

  it('refuses one body too many, and leaves the requests in flight alone', () => {
    for (let body = 0; body < MOST_ARRIVING; body += 1) beginBody(`192.0.2.${body}`);
    expect(() => beginBody('198.51.100.1')).toThrow(expect.objectContaining({ code: 'overloaded' }));
    expect(enterMany(MOST_REQUESTS)).toHaveLength(MOST_REQUESTS);
  });

  it('has room for 200 callers of one client, and keeps half of all places for the others', () => {
    const share = MOST_REQUESTS / 2;
    expect(share).toBeGreaterThan(200);
    claimMany(share, 'greedy');
    const [tooMany = {}] = enterMany(1);
    expect(() => places.claim(tooMany, 'greedy')).toThrow(expect.objectContaining(refusesFor));
    places.leave(tooMany);
    expect(claimMany(share / 2, 'modest')).toHaveLength(share / 2);
  });

  it('lets a client have the next place as soon as one of its requests has left', () => {
    const [first = {}] = claimMany(MOST_REQUESTS / 2, 'greedy');
    places.leave(first);
    expect(claimMany(1, 'greedy')).toHaveLength(1);
    expect(() => claimMany(1, 'greedy')).toThrow(expect.objectContaining(refusesFor));
  });

  it('asks nothing of a request that has left, or that never had a place', () => {
    claimMany(MOST_REQUESTS / 2, 'greedy');
    const [gone = {}] = enterMany(1);
    places.leave(gone);
    places.claim(gone, 'greedy');
    places.claim({}, 'greedy');
    expect(places.inFlight).toBe(MOST_REQUESTS / 2);
  });

  it('keeps half of the long answers for other clients', () => {
    for (let count = 0; count < MOST_LONG_ANSWERS / 2; count += 1)
      for (const request of claimMany(1, 'greedy')) places.stepOut(request);
    const [tooMany = {}] = claimMany(1, 'greedy');
    expect(() => places.stepOut(tooMany)).toThrow(expect.objectContaining(refusesFor));
    expect([places.inFlight, places.longLived]).toEqual([1, MOST_LONG_ANSWERS / 2]);
    for (const request of claimMany(1, 'modest')) places.stepOut(request);
    expect(places.longLived).toBe(MOST_LONG_ANSWERS / 2 + 1);
  });

  it('keeps half of the bodies for other addresses', () => {
    for (let body = 0; body < MOST_ARRIVING / 2; body += 1) beginBody('192.0.2.1');
    expect(() => beginBody('192.0.2.1')).toThrow(expect.objectContaining(refusesFor));
    expect(places.arriving).toBe(MOST_ARRIVING / 2);
    beginBody('192.0.2.2');
    expect(places.arriving).toBe(MOST_ARRIVING / 2 + 1);
  });
});
