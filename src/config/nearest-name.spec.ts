import { describe, expect, it } from 'vitest';

import { nearestName } from './nearest-name.js';

const KNOWN = ['clientId', 'clientSecret', 'clientSecretFile', 'scope', 'name'];

describe('nearestName', () => {
  it.each([
    ['clientID', 'clientId'],
    ['cleintSecret', 'clientSecret'],
    ['clientSecretsFile', 'clientSecretFile'],
    ['scop', 'scope'],
    ['nmae', 'name'],
  ])('takes %s for %s', (mistyped, meant) => {
    expect(nearestName(mistyped, KNOWN)).toBe(meant);
  });

  it.each(['x', '', 'password', 'clientSecretPassword', 'n'.repeat(100_000)])(
    'takes %.20s for nothing',
    (mistyped) => {
      expect(nearestName(mistyped, KNOWN)).toBeUndefined();
    },
  );
});
