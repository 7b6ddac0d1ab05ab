import { array, assert, integer, property, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { wrapText } from './wrap-text.js';

describe('wrapText', () => {
  it('breaks at blanks, loses nothing, and fills each line as far as it goes', () => {
    const words = array(stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 40 });
    assert(
      property(words, integer({ min: 12, max: 40 }), (given, width) => {
        const lines = wrapText(given.join(' '), width);
        expect(lines.join(' ')).toBe(given.join(' '));
        expect(lines.every((line) => line.length <= width)).toBe(true);
        const firstWords = lines.slice(1).map((line) => line.split(' ', 1)[0] ?? '');
        expect(firstWords.every((word, index) => `${lines[index] ?? ''} ${word}`.length > width)).toBe(true);
      }),
    );
  });

  it('lets a word be longer than the line', () => {
    expect(wrapText('a incomprehensibilities b', 5)).toEqual(['a', 'incomprehensibilities', 'b']);
  });
});
