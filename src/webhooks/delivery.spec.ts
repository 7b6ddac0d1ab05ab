import { describe, expect, it } from 'vitest';

import { deliveryKey, parseDelivery, receiverOf, type Delivery } from './delivery.js';
import { parseToldState } from './told-state.js';

const DELIVERY: Delivery = {
  receiver: receiverOf('https://h.example/?key=canary'),
  messageId: 'msg_1',
  type: 'job.failed',
  organizationId: 'o',
  body: '{}',
  postedAtMs: 1_699_999_000_000,
  attempts: 2,
  dueAtMs: 1_700_000_000_000,
};

describe('a delivery', () => {
  it('is read again as it was kept', () => {
    expect(parseDelivery(JSON.stringify(DELIVERY))).toEqual(DELIVERY);
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{}',
    JSON.stringify({ ...DELIVERY, attempts: '2' }),
    JSON.stringify({ ...DELIVERY, postedAtMs: undefined }),
    JSON.stringify({ ...DELIVERY, body: null }),
  ])('is not read from %s', (text) => expect(parseDelivery(text)).toBeUndefined());

  it('names its receiver without the address', () => {
    expect(deliveryKey(DELIVERY)).toMatch(/^[\w-]{16}:msg_1$/);
    expect(receiverOf('https://h.example/a')).not.toBe(receiverOf('https://h.example/b'));
  });
});

describe('what was told', () => {
  it('is read again as it was kept', () => {
    const state = { badEnds: { a: ['failed', 5] }, isLate: true };
    expect(parseToldState(JSON.stringify(state))).toEqual(state);
  });

  it.each([
    '',
    'null',
    '[]',
    '{"isLate":true}',
    '{"isLate":1,"badEnds":{}}',
    '{"isLate":true,"badEnds":{"a":["failed"]}}',
    '{"isLate":true,"badEnds":{"a":7}}',
  ])('is not read from %s', (text) => expect(parseToldState(text)).toBeUndefined());
});
