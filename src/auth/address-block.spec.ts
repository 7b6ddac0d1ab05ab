import { describe, expect, it } from 'vitest';

import { addressBlock } from './address-block.js';

describe('addressBlock', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:DB8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0001::', '2001:db8:0:1::/64'],
    ['2001:db8:1:2:3::9', '2001:db8:1:2::/64'],
    ['1::2:3:4:5:6:7', '1:0:2:3::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('takes %s for %s', (address, block) => {
    expect(addressBlock(address)).toBe(block);
  });

  it.each([
    '',
    'unknown',
    'x'.repeat(10_000),
    '192.0.2.1, 192.0.2.2',
    'cafe',
    '<script>',
    'a'.repeat(39),
    '1::2\n',
  ])('takes %j, which is no address, for nobody in particular', (text) => {
    expect(addressBlock(text)).toBe('unknown');
  });
});
