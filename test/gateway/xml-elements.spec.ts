import { describe, expect, it } from 'vitest';

import { xmlElements } from './xml-elements.js';

describe('the elements of a document', () => {
  it('come with their attributes, and with what they lie in', () => {
    expect(xmlElements('<!-- said <before> -->\n<a x="1 &amp; 2">t<b-c y="" /></a>\n')).toEqual([
      { name: 'a', attributes: { x: '1 &amp; 2' }, path: [] },
      { name: 'b-c', attributes: { y: '' }, path: ['a'] },
    ]);
  });

  it.each([
    '<a>',
    '</a>',
    '<a></b>',
    '<a><b></a></b>',
    '<a/><b/>',
    '<a x=1/>',
    '<a x="1" x="2"/>',
    '<a x="<"/>',
    '<a>1 & 2</a>',
    '<a>&nbsp;</a>',
    '<a>1 < 2</a>',
    '<a x="say "hello""/>',
    '<a><!-- a -- b --></a>',
  ])('are not read out of what is not well-formed: %s', (document) => {
    expect(() => xmlElements(document)).toThrow(
      /^(not well-formed|after the root|never closed|closed but not open|an attribute twice): /,
    );
  });
});
