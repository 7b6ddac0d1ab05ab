import { describe, expect, it } from 'vitest';

import { Rejection } from './rejection.js';
import { parseTrustProxy } from './trust-proxy.js';

describe('parseTrustProxy', () => {
  it.each([
    ['none', []],
    ['1', 1],
    ['10', 10],
    ['loopback', ['loopback']],
    ['10.0.0.1', ['10.0.0.1']],
    ['10.0.0.0/8, fd00::/8,::1,uniquelocal', ['10.0.0.0/8', 'fd00::/8', '::1', 'uniquelocal']],
  ])('takes %s', (text, expected) => {
    expect(parseTrustProxy(text)).toEqual(expected);
  });

  it.each([
    'true',
    'false',
    '0',
    '11',
    '1.5',
    '-1',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    'proxy',
    ',',
  ])('refuses %s', (text) => {
    expect(parseTrustProxy(text)).toBeInstanceOf(Rejection);
  });

  it('says why true is refused', () => {
    const refused = parseTrustProxy('true');
    expect(refused instanceof Rejection && refused.message).toMatch(/: true would believe /);
  });
});
