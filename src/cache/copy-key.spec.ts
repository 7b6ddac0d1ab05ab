import { describe, expect, it } from 'vitest';

import { CARE, SALES } from '../../test/cache/cache-setup.js';
import { copyKey, isCopyOf } from './copy-key.js';

const moved = { ...SALES, connection: { ...SALES.connection, name: `${SALES.connection.name}-2` } };

describe('copyKey', () => {
  it('names organization, connection and every part of the question', () => {
    const keys = [
      copyKey(SALES, ['jobs', 1, 2]),
      copyKey(SALES, ['jobs', 1, 3]),
      copyKey(SALES, ['jobs', 1, 2, '', 'failed']),
      copyKey(SALES, ['jobs', 1, 2, 'failed', '']),
      copyKey(CARE, ['jobs', 1, 2]),
      copyKey(moved, ['jobs', 1, 2]),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is recognized as a copy of its organization, read through its connection, and of no other', () => {
    const key = copyKey(SALES, ['jobs', 1, 2]);
    expect([SALES, CARE, moved].map((organization) => isCopyOf(key, organization))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
