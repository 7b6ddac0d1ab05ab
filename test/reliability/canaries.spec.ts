import { describe, expect, it } from 'vitest';

import { secretsIn } from './canaries.js';

const SECRET = 'canary "7f3a"/+secret';

describe('a secret', () => {
  it.each([
    ['as it is', SECRET],
    ['in other letter case', SECRET.toUpperCase()],
    ['in JSON', JSON.stringify({ a: SECRET })],
    ['in JSON in JSON', JSON.stringify(encodeURIComponent(SECRET))],
    ['in an address', `https://a.example/?x=${encodeURIComponent(SECRET)}`],
    ['in hex', Buffer.from(SECRET).toString('hex')],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in the base64 of a longer text', Buffer.from(`user:${SECRET}:rest`).toString('base64')],
    ['in base64url', Buffer.from(`id:${SECRET}`).toString('base64url')],
  ])('is found %s', (_how, text) => {
    expect(secretsIn(`before ${text} behind`, ['another secret', SECRET])).toEqual([SECRET]);
  });

  it('is not found where it is not', () => {
    expect(secretsIn('canary 7f3a secret', [SECRET])).toEqual([]);
  });
});
