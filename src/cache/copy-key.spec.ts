import { describe, expect, it } from 'vitest';

import { CARE, SALES } from '../../test/cache/cache-setup.js';
import { copyKey, copyOwner, ownerOf } from './copy-key.js';

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

  it.each([
    ['another organization', CARE],
    ['another connection', moved],
    [
      'another address',
      { ...SALES, connection: { ...SALES.connection, baseUrl: 'https://elsewhere.invalid' } },
    ],
    ['another app registration', { ...SALES, connection: { ...SALES.connection, clientId: 'another' } }],
    ['another scope', { ...SALES, connection: { ...SALES.connection, scope: 'another' } }],
    [
      'other times',
      { ...SALES, connection: { ...SALES.connection, timeFormat: 'epochMilliseconds' as const } },
    ],
    ['another range', { ...SALES, connection: { ...SALES.connection, rangeEndName: 'endTime' as const } }],
    ['another name', { ...SALES, name: 'Renamed' }],
  ])('is no key of %s', (_, other) => {
    const owner = ownerOf(copyKey(SALES, ['jobs', 1, 2]));
    expect(owner).toBe(copyOwner({ ...SALES }));
    expect(owner).not.toBe(copyOwner(other));
  });
});
