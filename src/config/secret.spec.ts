import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';

import { Secret } from './secret.js';

const VALUE = 'canary-of-the-secret';
const secret = new Secret(VALUE);

describe('a secret', () => {
  it.each<[string, string]>([
    ['a text', String(secret)],
    ['a text that is asked for', secret.toString()],
    ['a part of a text', `Bearer ${secret as unknown as string}`],
    ['JSON', JSON.stringify(secret)],
    ['JSON of what holds it', JSON.stringify({ clientSecret: secret })],
    ['what is shown of it', inspect(secret, { showHidden: true, depth: 9 })],
    ['what is shown of what holds it', inspect({ deep: { clientSecret: secret } }, { depth: 9 })],
    ['a line of the console', format('%s %o %O %j', secret, secret, secret, secret)],
    ['an error that it caused', inspect(new Error('no', { cause: secret }))],
  ])('prints as [secret] in %s', (_where, text) => {
    expect(text).not.toContain(VALUE);
    expect(text).toContain('[secret]');
  });

  it('has nothing to be listed or copied', () => {
    expect([Object.keys(secret), Object.getOwnPropertySymbols(secret)]).toEqual([[], []]);
    expect(inspect(structuredClone(secret), { showHidden: true })).toBe('{}');
  });

  it('gives its value to the one place that asks for it, and is told from another by its fingerprint', () => {
    expect(secret.reveal()).toBe(VALUE);
    expect(secret.fingerprint()).toBe(new Secret(VALUE).fingerprint());
    expect(secret.fingerprint()).not.toBe(new Secret('another').fingerprint());
    expect(secret.fingerprint()).not.toContain(VALUE);
  });
});
