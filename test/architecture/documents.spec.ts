import { homedir, tmpdir } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';

import { projectFiles, readProjectFile, readProjectJson } from './project-files.js';
import { PROJECT } from './run-tool.js';

const SECTIONS = ['## Context', '## Options', '## Outcome', '## Consequences'];

function sectionsOf(path: string): string[] {
  return readProjectFile(path).match(/^## .+$/gm) ?? [];
}

describe('the decisions', () => {
  let records: readonly string[];

  beforeAll(async () => {
    records = await projectFiles('docs/decisions/*.md');
  });

  it('are numbered without a gap', () => {
    const numbers = records.map((path) => Number(/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1]));
    expect(records.length).toBeGreaterThanOrEqual(9);
    expect(numbers).toEqual(records.map((_, index) => index + 1));
  });

  it('each say context, options, outcome and consequences, in this order', () => {
    expect(records.filter((path) => sectionsOf(path).join() !== SECTIONS.join())).toEqual([]);
  });
});

describe('the documents', () => {
  it('give a reason for every package, and for none that is gone', () => {
    const { dependencies, devDependencies, optionalDependencies } = readProjectJson('package.json') as Record<
      string,
      object
    >;
    const needed = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
    const rows = readProjectFile('docs/dependencies.md').matchAll(
      /^\| +(`[^|]+`) +\| [^|]{20,} \| [^|]{10,} \|$/gm,
    );
    const explained = [...rows].flatMap(([, names = '']) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    );
    expect(explained.toSorted()).toEqual(needed.toSorted());
  });

  it('begin the changelog with what is not released, and have the manifest’s version in it', () => {
    const { version, license } = readProjectJson('package.json') as { version: string; license: string };
    const releases = [...readProjectFile('CHANGELOG.md').matchAll(/^## \[(.+)\]/gm)].map(([, name]) => name);
    expect(releases[0]).toBe('Unreleased');
    expect(releases).toContain(version);
    expect(readProjectFile('LICENSE')).toContain(`${license} License`);
  });
});

describe('the project', () => {
  it('mentions no place of the machine it was written on', async () => {
    const places = [
      PROJECT.replace(/\/$/, ''),
      `${homedir()}/`,
      `${tmpdir()}/`,
      ['..', 'shared', ''].join('/'),
    ];
    const files = await projectFiles('{*,.ci/*,docs/**/*,src/**/*,test/**/*}');
    expect(files.length).toBeGreaterThan(100);
    const mentioned = files.flatMap((file) => {
      const text = readProjectFile(file);
      return places.filter((place) => text.includes(place)).map((place) => `${file}: ${place}`);
    });
    expect(mentioned).toEqual([]);
  });
});
