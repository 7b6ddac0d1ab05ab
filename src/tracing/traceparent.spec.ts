import { array, assert, boolean, integer, property, record, type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readTraceparent, tracePositionOf, writeTraceparent } from './traceparent.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';

/** So many hexadecimal digits, not all of them zeros. */
function hex(length: number): Arbitrary<string> {
  return array(integer({ min: 0, max: 15 }), { minLength: length, maxLength: length })
    .filter((digits) => digits.some((digit) => digit > 0))
    .map((digits) => digits.map((digit) => digit.toString(16)).join(''));
}

describe('a traceparent', () => {
  it.each([
    ['00', '01', true],
    ['00', '00', false],
    ['00', '02', false],
    ['00', 'ff', true],
    ['cc', '03', true],
  ])('of version %s with the flags %s is sampled: %s', (version, flags, isSampled) => {
    const position = tracePositionOf(`${version}-${traceId}-${spanId}-${flags}`);
    expect(position).toEqual({ traceId, spanId, isSampled });
  });

  it.each([
    undefined,
    '',
    `ff-${traceId}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${traceId}-${spanId}-01-more`,
    `00-${traceId}-${spanId}-01, 00-${traceId}-${spanId}-01`,
  ])('that is %j says nothing', (header) => {
    expect(tracePositionOf(header)).toBeUndefined();
  });

  it('that is written is read as it was', () => {
    const position = record({ traceId: hex(32), spanId: hex(16), isSampled: boolean() });
    assert(
      property(position, (written) => {
        const header = writeTraceparent(written);
        expect(readTraceparent(header)).toBe(header);
        expect(tracePositionOf(header)).toEqual(written);
      }),
    );
  });
});
