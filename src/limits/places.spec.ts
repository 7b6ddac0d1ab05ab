import { describe, expect, it } from 'vitest';

import { Places } from './places.js';

describe('Places', () => {
  it('take back each place once, however often it is left', () => {
    const places = new Places(2);
    const leave = places.take();
    places.take();
    expect(places.take()).toBeUndefined();
    leave?.();
    leave?.();
    expect(places.taken).toBe(1);
  });
});
