import { describe, expect, it } from 'vitest';

import { median, quantile } from '../../bench/quantile.js';
import { resultsDocument, sectionText } from '../../bench/results.js';
import { atLeast, atMost, told } from '../../bench/section.js';

describe('a table of figures', () => {
  it('judges what is wanted, and nothing else', () => {
    const section = { name: 'a', title: 'A', method: 'How.', measure: () => Promise.resolve([]) };
    const figures = [
      told('time', { value: 12.3456, unit: 'ms', remark: '1 to 20' }),
      atMost('stall', 100, { value: 100, unit: 'ms' }),
      atMost('memory', 300, { value: 300.4, unit: 'MB' }),
      atLeast('ratio', 0.6, { value: 0.6, unit: '' }),
      atLeast('other ratio', 3, { value: 2.999, unit: '' }),
    ];
    expect(sectionText({ section, figures }).split('\n').slice(6)).toEqual([
      '| time | 12.3 ms (1 to 20) |  |  |',
      '| stall | 100 ms | at most 100 ms | yes |',
      '| memory | 300 MB | at most 300 MB | **no** |',
      '| ratio | 0.6 | at least 0.6 | yes |',
      '| other ratio | 3 | at least 3 | **no** |',
      '',
    ]);
  });
});

describe('the document of a run', () => {
  it('has the new figures, and keeps what was written by hand', () => {
    const section = { name: 'a', title: 'A', method: 'How.', measure: () => Promise.resolve([]) };
    const results = [{ section, figures: [told('time', { value: 1, unit: 'ms' })] }];
    const before = '# Figures\n\n| time | 2 ms |\n\n## What bounds them\n\nThe kernel.\n';
    const text = resultsDocument({ machine: 'this one', results, before });
    expect(text).toContain('| time | 1 ms |');
    expect(text).not.toContain('2 ms');
    expect(text.endsWith('\n\n## What bounds them\n\nThe kernel.\n')).toBe(true);
    expect(resultsDocument({ machine: 'this one', results, before: '' })).not.toContain('bounds them\n');
  });
});

describe('a quantile', () => {
  it('is one of the values, by nearest rank, whatever their order', () => {
    const values = [5, 1, 4, 2, 3];
    expect([0, 0.2, 0.5, 0.95, 1].map((share) => quantile(values, share))).toEqual([1, 1, 3, 5, 5]);
    expect(median([4, 1])).toBe(1);
  });

  it('of nothing is a mistake, not a number', () => {
    expect(() => median([])).toThrow('nothing was measured');
  });
});
