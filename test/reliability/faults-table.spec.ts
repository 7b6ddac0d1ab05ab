import { describe, expect, it } from 'vitest';

import { projectFiles, readProjectFile } from '../architecture/project-files.js';
import { FAULT_TESTS } from './fault-tests.js';
import { testTitles } from './test-titles.js';

const DOCUMENT = 'docs/reliability.md';

/** The names of the rows, in their order: what stands in the first column in code quotes. */
function rowsOf(document: string): string[] {
  return [...document.matchAll(/^\| `([a-z0-9-]+)` +\|/gm)].map(([, name = '']) => name);
}

describe('docs/reliability.md', () => {
  it('has a test for every row, and no test is named for a row that is gone', () => {
    const rows = rowsOf(readProjectFile(DOCUMENT));
    expect(new Set(rows).size).toBe(rows.length);
    expect(Object.keys(FAULT_TESTS).toSorted()).toEqual(rows.toSorted());
    expect(Object.entries(FAULT_TESTS).filter(([, tests]) => tests.length === 0)).toEqual([]);
  });

  it('says of every row what happens and what callers see', () => {
    const rows = readProjectFile(DOCUMENT).match(/^\| `[a-z0-9-]+` .*$/gm) ?? [];
    expect(rows.filter((row) => !/^\| `[a-z0-9-]+` +(\| \S[^|]{15,} ){3}\|$/.test(row))).toEqual([]);
  });

  it('is held by tests that are there, and run', async () => {
    const files = new Set(await projectFiles('{src,test}/**/*.{spec,chaos}.ts'));
    const titles = new Map<string, readonly string[]>();
    const titlesIn = (file: string): readonly string[] => {
      const known = titles.get(file) ?? (files.has(file) ? testTitles(readProjectFile(file)) : []);
      titles.set(file, known);
      return known;
    };
    const missing = Object.entries(FAULT_TESTS).flatMap(([row, tests]) =>
      tests
        .filter(([file, title]) => !titlesIn(file).includes(title))
        .map(([file, title]) => `${row}: ${file}: ${title}`),
    );
    expect(missing).toEqual([]);
  });
});
