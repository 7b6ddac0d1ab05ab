import { afterEach, describe, expect, it } from 'vitest';

import { normalizeTime } from './normalize-time.js';

const CASES: readonly (readonly [unknown, string | null])[] = [
  ['2022-08-19T03:12:43Z', '2022-08-19T03:12:43.000Z'],
  ['2022-08-19T03:12:43.8Z', '2022-08-19T03:12:43.800Z'],
  ['2022-08-19T03:12:43.8239999Z', '2022-08-19T03:12:43.823Z'],
  ['2022-08-19T03:12:43.823999999', '2022-08-19T03:12:43.823Z'],
  ['2022-08-19T03:12:43.', '2022-08-19T03:12:43.000Z'],
  ['2022-08-19T03:12:43', '2022-08-19T03:12:43.000Z'],
  ['2022-08-19 03:12:43.823', '2022-08-19T03:12:43.823Z'],
  [' 2022-08-19t03:12:43z ', '2022-08-19T03:12:43.000Z'],
  ['2022-08-19T03:12', '2022-08-19T03:12:00.000Z'],
  ['2022-08-19', '2022-08-19T00:00:00.000Z'],
  ['2022-08-19T03:12:43.823+02:00', '2022-08-19T01:12:43.823Z'],
  ['2022-08-19T03:12:43-0530', '2022-08-19T08:42:43.000Z'],
  ['2022-08-19T03:12:43 +14', '2022-08-18T13:12:43.000Z'],
  ['2024-02-29T00:00:00', '2024-02-29T00:00:00.000Z'],
  // These local times do not exist, or exist twice, in New York, London and on Lord Howe Island.
  ['2022-03-13T02:30:00', '2022-03-13T02:30:00.000Z'],
  ['2022-03-27T01:30:00', '2022-03-27T01:30:00.000Z'],
  ['2022-11-06 01:30:00', '2022-11-06T01:30:00.000Z'],
  ['2022-10-02T02:15:00', '2022-10-02T02:15:00.000Z'],
  [1_660_878_763, '2022-08-19T03:12:43.000Z'],
  ['1660878763', '2022-08-19T03:12:43.000Z'],
  [1_660_878_763.823, '2022-08-19T03:12:43.823Z'],
  [1_660_878_763_823, '2022-08-19T03:12:43.823Z'],
  ['1660878763823', '2022-08-19T03:12:43.823Z'],
  [1_660_878_763_823.9, '2022-08-19T03:12:43.823Z'],
  ['/Date(1660878763823)/', '2022-08-19T03:12:43.823Z'],
  ['/Date(1660878763823+0200)/', '2022-08-19T03:12:43.823Z'],
  [JSON.parse('637964755638230000'), '2022-08-19T03:12:43.823Z'],
  ['637964755638230000', '2022-08-19T03:12:43.823Z'],
  ['637964755638239999', '2022-08-19T03:12:43.823Z'],
  ['9999-12-31T23:59:59.9999999', '9999-12-31T23:59:59.999Z'],
  ['0001-01-01T00:00:00', null],
  ['0001-01-01T00:00:00+02:00', null],
  ['/Date(-62135596800000)/', null],
  ['9999-12-31T23:59:59-01:00', null],
  ['1969-12-31T23:59:59Z', null],
  ['+275760-09-13T00:00:00Z', null],
  ['2022-02-30T00:00:00Z', null],
  ['2022-13-01T00:00:00Z', null],
  ['2022-08-19T24:00:00Z', null],
  ['2022-08-19T03:60:00Z', null],
  ['2022-08-19T03:12:43+24:00', null],
  ['2022-08-19T03:12:43+02:60', null],
  ['2022-08-19T03:12:43Z; drop', null],
  ['19/08/2022', null],
  ['Fri, 19 Aug 2022 03:12:43 GMT', null],
  ['2022', null],
  ['20220819', null],
  ['rubbish', null],
  ['', null],
  [0, null],
  [-1, null],
  [1e300, null],
  [Number.NaN, null],
  ['9'.repeat(400), null],
  [null, null],
  [undefined, null],
  [true, null],
  [{}, null],
  [['2022-08-19T03:12:43Z'], null],
];

describe('normalizeTime', () => {
  it.each(CASES)('reads %j as %j', (given, expected) => {
    expect(normalizeTime(given)).toBe(expected);
  });

  it('keeps whole milliseconds of ticks that a JSON number cannot hold exactly', () => {
    for (let ms = 0; ms < 1000; ms += 1) {
      const ticks = `63796475563${String(ms).padStart(3, '0')}0000`;
      const expected = `2022-08-19T03:12:43.${String(ms).padStart(3, '0')}Z`;
      expect([normalizeTime(Number(ticks)), normalizeTime(ticks)]).toEqual([expected, expected]);
    }
  });

  it('keeps whole milliseconds of seconds with a fraction', () => {
    // Just above a power of two the product with 1000 misses the whole millisecond most often.
    for (let ms = 0; ms < 1000; ms += 1) {
      const fraction = String(ms).padStart(3, '0');
      expect(normalizeTime(Number(`1073741900.${fraction}`))).toBe(`2004-01-10T13:38:20.${fraction}Z`);
    }
  });
});

describe('normalizeTime in other time zones', () => {
  const original = process.env['TZ'];

  afterEach(() => {
    if (original === undefined) delete process.env['TZ'];
    else process.env['TZ'] = original;
  });

  it.each([
    ['America/New_York', 300],
    ['Europe/London', 0],
    ['Australia/Lord_Howe', -660],
    ['Asia/Kathmandu', -345],
    ['Pacific/Kiritimati', -840],
  ])('gives the same in %s', (zone, offsetMinutes) => {
    process.env['TZ'] = zone;
    expect(new Date('2022-01-01T00:00:00Z').getTimezoneOffset()).toBe(offsetMinutes);
    expect(CASES.map(([given]) => normalizeTime(given))).toEqual(CASES.map(([, expected]) => expected));
  });
});
