import { expect, it } from 'vitest';

import { projectFiles, readProjectFile } from './project-files.js';

const INTRODUCTION = `# Files

One line for every source file: the first sentence that its own text says about it. Written by \`npm run graph\`.
`;

const DOCSTRING = String.raw`\/\*\*(?<words>(?:(?!\*\/)[\s\S])*)\*\/\s*`;
const DECORATORS = String.raw`(?:@\w+\((?:[^()]|\([^()]*\))*\)\s*)*`;

const EXPORT = 'export (?:abstract |declare )?(?:async )?(?:class|function|const|interface|type)';

/** Where a file says what it is for: at what bears its name, else at its class or function, else wherever it speaks first. */
function placesIn(path: string): RegExp[] {
  const file = path.slice(path.lastIndexOf('/') + 1, -'.ts'.length);
  const named = [file, file.split('.', 1)[0] ?? file].map((name) => name.replaceAll(/[-.]/g, ''));
  return [
    ...named.map((name) => new RegExp(`${DOCSTRING}${DECORATORS}${EXPORT} ${name}\\b`, 'i')),
    new RegExp(`${DOCSTRING}${DECORATORS}export (?:abstract )?(?:class|function|async function)`),
    new RegExp(`${DOCSTRING}export const`),
    new RegExp(`${DOCSTRING}export`),
    new RegExp(DOCSTRING),
  ];
}

/** The first sentence of it. */
function purposeOf(path: string): string {
  const text = readProjectFile(path);
  const docstring = placesIn(path)
    .map((place) => place.exec(text)?.groups?.['words'])
    .find((words) => words !== undefined);
  const words = (docstring ?? '')
    .replaceAll(/^\s*\*\s?/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return /^.*?[.](?=\s|$)/.exec(words)?.[0] ?? words;
}

it('docs/files.md says of every file what it is for; a changed one is written with `npm run graph`', async () => {
  const files = (await projectFiles('src/**/*.ts')).filter(
    (path) => !path.endsWith('.spec.ts') && !path.endsWith('.module.ts'),
  );
  const folders = Map.groupBy(files.toSorted(), (path) => path.slice(0, path.lastIndexOf('/')));
  const without = files.filter((path) => purposeOf(path) === '');
  expect(without, 'files without a docstring').toEqual([]);
  const sections = [...folders].map(([folder, paths]) => {
    const lines = paths.map((path) => `- \`${path.slice(folder.length + 1)}\`: ${purposeOf(path)}`);
    return `\n## ${folder}\n\n${lines.join('\n')}\n`;
  });
  await expect(INTRODUCTION + sections.join('')).toMatchFileSnapshot('../../docs/files.md');
});
