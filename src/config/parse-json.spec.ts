import { assert, constantFrom, jsonValue, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { parseJson } from './parse-json.js';

describe('a configuration written as JSON', () => {
  it('has the values that the reader of YAML finds in it, whatever they are', () => {
    assert(
      property(jsonValue(), constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJson(text)).toEqual(
          parse(text, { schema: 'core', stringKeys: true, logLevel: 'silent' }),
        );
      }),
    );
  });

  it.each([
    ['{"a": 1, "a": 1}', 'a key twice'],
    ['{"a": {"b": [{"c": 1, "c": 2}]}}', 'a key twice, far inside'],
    [String.raw`{"a": 1, "\u0061": 2}`, 'a key twice, written in two ways'],
    ['{"a": 1, }', 'a comma too many'],
    ['a: 1', 'YAML'],
    ['{a: 1}', 'YAML in braces'],
    ['{"a": 1} # why', 'a comment'],
    ['', 'nothing'],
    ['['.repeat(100_000), 'brackets without end'],
  ])('is left to the reader of YAML when it is %s: %s', (text) => {
    expect(parseJson(text)).toBe(undefined);
  });

  it.each([
    [String.raw`{"a\"": "b\": c", "d": ": "}`, { 'a"': 'b": c', d: ': ' }],
    ['{"a" \n : "\\\\"}', { a: '\\' }],
    ['[1e3, -0.5, null, true, ""]', [1000, -0.5, null, true, '']],
  ])('is read from %s', (text, values) => {
    expect(parseJson(text)).toEqual(values);
  });
});
