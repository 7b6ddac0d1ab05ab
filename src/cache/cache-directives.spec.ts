import { describe, expect, it } from 'vitest';

import { readCacheDirectives } from './cache-directives.js';

describe('readCacheDirectives', () => {
  it.each([
    { header: undefined, mustAsk: false, mayOnlyUseCopies: false },
    { header: '', mustAsk: false, mayOnlyUseCopies: false },
    { header: 'no-cache', mustAsk: true, mayOnlyUseCopies: false },
    { header: 'only-if-cached', mustAsk: false, mayOnlyUseCopies: true },
    { header: 'NO-CACHE , Only-If-Cached', mustAsk: true, mayOnlyUseCopies: true },
    { header: 'max-age=0,no-cache="x"', mustAsk: true, mayOnlyUseCopies: false },
    { header: 'no-cached, x-no-cache, no cache', mustAsk: false, mayOnlyUseCopies: false },
    { header: ',,;=no-cache', mustAsk: false, mayOnlyUseCopies: false },
  ])('reads $header', ({ header, ...directives }) => {
    expect(readCacheDirectives(header)).toEqual(directives);
  });
});
