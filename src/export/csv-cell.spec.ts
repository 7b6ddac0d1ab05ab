import { describe, expect, it } from 'vitest';

import { csvCell } from './csv-cell.js';

describe('a cell of CSV', () => {
  it.each<[string | number | null, string]>([
    [null, ''],
    ['', ''],
    ['Sales', 'Sales'],
    ['Zürich 東京 🦊', 'Zürich 東京 🦊'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['"', '""""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['two\nlines', '"two\nlines"'],
    [' blank before', '" blank before"'],
    ['blank after ', '"blank after "'],
    ['a;b', 'a;b'],
    ["it's", "it's"],
    [0, '0'],
    [62.81, '62.81'],
    [9_007_199_254_740_991, '9007199254740991'],
    [-5, '-5'],
  ])('of %j is %s', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it.each(['a=b', '1+1', 'Contoso - Sales', 'info@example.org', '(=1)', 'x\u2212y', "'=1"])(
    'leaves %j alone: it begins like no formula',
    (text) => {
      expect(csvCell(text)).toBe(text);
    },
  );

  it.each([
    '=1+1',
    '+1',
    '-1',
    '-5',
    '@SUM(A1)',
    '=',
    '\u2212 1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    '\ufe661',
    '\ufe63 1',
    '\ufe6bA1',
    '\ufe621',
    '\u200b=1',
    '\ufeff=1',
    '\u202e=1',
    '\u0000=1',
    '\u3164=1',
  ])('has an apostrophe before %j, which could be run as a formula', (text) => {
    expect(csvCell(text)).toBe(`'${text}`);
  });

  it.each(['\t', '\tabc', '\rabc', '\nabc', ' =1', '\u00a0=1', '\u3000＝1', ' \t=1', ' \tabc', ' \r\n@x'])(
    'sees the formula in %j behind what is not seen',
    (text) => {
      expect(csvCell(text).replace(/^"(?<inner>[\s\S]*)"$/, '$<inner>')).toBe(`'${text}`);
    },
  );

  it('guards before it quotes, so that what is read back is guarded', () => {
    expect(csvCell('=HYPERLINK("https://example.org","x")')).toBe(
      '"\'=HYPERLINK(""https://example.org"",""x"")"',
    );
  });
});
