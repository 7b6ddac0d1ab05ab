import { describe, expect, it } from 'vitest';

import { testTitles } from './test-titles.js';

describe('the titles of the tests of a file', () => {
  it.each([
    [`it('plain', () => {});`, ['plain']],
    [`describe('a', () => { describe('b', () => { it("deep", () => {}); }); });`, ['deep']],
    [`it.each([[1], [2]])('of each %i', (n) => {});`, ['of each %i']],
    [`it.skipIf(process.platform !== 'linux').each([1])('where it can', () => {});`, ['where it can']],
    ['it(`in other quotes`, () => {});', ['in other quotes']],
    [`// it('in a comment', () => {});\n/* it('too', () => {}); */`, []],
    [`const text = "it('in a text', () => {});";`, []],
    [`it.skip('left out', () => {}); it.todo('to be written');`, []],
    [`it.fails('expected to fail', () => {});`, []],
    [`describe.skip('a', () => { it('left out with its group', () => {}); });`, []],
    [`expect('not a test');`, []],
  ])('in %s are %j', (text, titles) => {
    expect(testTitles(text)).toEqual(titles);
  });
});
