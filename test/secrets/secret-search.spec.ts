import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { unpacked } from './redis-texts.js';
import { ENCODINGS, findSecrets, makeCanary } from './secret-search.js';

const SECRET = makeCanary('planted');
const OTHER = makeCanary('absent');

/** A secret as somebody else's code would write it, in the middle of something longer. */
const LEAKS: readonly (readonly [encoding: string, leak: string])[] = [
  ['plain', `Bearer ${SECRET}`],
  ['percent', `/path?token=${encodeURIComponent(SECRET)}&x=1`],
  ['percent', new URLSearchParams({ client_id: 'app', client_secret: SECRET }).toString()],
  ['percent', SECRET.replaceAll(/[^]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`)],
  ...['', 'u', 'us', 'use', 'user:'].flatMap((before) => [
    ['base64', `Basic ${Buffer.from(`${before}${SECRET}${before}`).toString('base64')}`] as const,
    ['base64url', `a.${Buffer.from(`${before}${SECRET}${before}`).toString('base64url')}.b`] as const,
  ]),
  ['hex', Buffer.from(`x${SECRET}x`).toString('hex')],
  ['hex', Buffer.from(SECRET).toString('hex').toUpperCase()],
  ['escaped', JSON.stringify({ message: `wrong: ${SECRET}` })],
  ['escaped', JSON.stringify({ message: JSON.stringify({ message: SECRET }) })],
  [
    'escaped',
    `<p>${SECRET.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}</p>`,
  ],
  ['reversed', `x${SECRET.split('').toReversed().join('')}x`],
  ['UTF-16', Buffer.from(`x${SECRET}x`, 'utf16le').toString('latin1')],
  ['UTF-16', Buffer.from(`x${SECRET}x`, 'utf16le').swap16().toString('latin1')],
  ['plain', `BEARER ${SECRET.toUpperCase()}`],
];

describe('the search for secrets', () => {
  it.each(LEAKS)('finds one that is written as %s (%#)', (encoding, leak) => {
    const found = findSecrets(`{"message":"${leak}"}`, [OTHER, SECRET]);
    expect(found).toContainEqual({ secret: SECRET, encoding });
    expect(found.filter(({ secret }) => secret === OTHER)).toEqual([]);
  });

  it('has a planted leak for every encoding there is', () => {
    expect(Object.keys(ENCODINGS)).toHaveLength(8);
    expect(new Set(LEAKS.map(([encoding]) => encoding))).toEqual(new Set(Object.keys(ENCODINGS)));
  });

  it('finds one in what Redis holds packed, behind bytes that are not', () => {
    const entry = Buffer.concat([
      Buffer.from([0xb5, 1]),
      Buffer.alloc(32, 0x1f),
      gzipSync(`{"x":"${SECRET}"}`),
    ]);
    expect(findSecrets(entry.toString('latin1'), [SECRET])).toEqual([]);
    expect(findSecrets(unpacked(entry), [SECRET])).toContainEqual({ secret: SECRET, encoding: 'plain' });
  });

  it('finds nothing where nothing is', () => {
    expect(findSecrets(JSON.stringify(ENCODINGS) + OTHER.slice(0, -1), [SECRET, OTHER])).toEqual([]);
  });
});
