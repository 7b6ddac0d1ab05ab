import { describe, expect, it } from 'vitest';

import { requestIdOf } from './request-id.js';

const MADE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('requestIdOf', () => {
  it.each(['a', 'A.b_c-9', 'x'.repeat(128)])('takes %s', (header) => {
    expect(requestIdOf(header)).toBe(header);
  });

  it.each([undefined, '', 'x'.repeat(129), 'a b', 'a\n', 'a, b', 'ä', '{"a":1}', ['a', 'b']])(
    'makes a new one instead of %j',
    (header) => {
      expect(requestIdOf(header)).toMatch(MADE);
      expect(requestIdOf(header)).not.toBe(requestIdOf(header));
    },
  );
});
