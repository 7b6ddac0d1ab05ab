import { assert, property, string } from 'fast-check';
import { expect, it } from 'vitest';

import { bytesOf, byteTextOf } from './byte-text.js';

it('is the UTF-8 of any text, a character for each byte', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      const byteText = byteTextOf(text);
      expect(byteText).toHaveLength(Buffer.byteLength(text));
      expect(bytesOf(byteText)).toEqual(Buffer.from(text));
    }),
  );
});

it('is the very text where that has plain letters only', () => {
  expect(byteTextOf('{"data":[]}')).toBe('{"data":[]}');
  expect(byteTextOf('ä')).toBe('\u00c3\u00a4');
});

it('is nothing where there is no body', () => {
  expect(bytesOf(undefined)).toBeUndefined();
});
