import ts from 'typescript';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

import { projectFiles, readProjectFile } from './project-files.js';

/** No step of a request, so they have no place in the line. */
const BESIDE_THE_LINE = new Set(['demo', 'doctor', 'health']);

const CATCH_ALL = /^(utils?|commons?|shared|libs?|helpers?|misc)$/;

interface ImportRules {
  readonly forbidden: readonly { readonly name: string; readonly from: { readonly path?: string } }[];
}

const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as ImportRules;
const placesInLine = forbidden.filter(({ name }) => name.endsWith('-imports-nothing-to-its-left'));

describe('the source tree', () => {
  let files: readonly string[];
  let folders: readonly string[];

  beforeAll(async () => {
    files = await projectFiles('{src,test}/**/*.ts');
    folders = [...new Set(files.map((file) => dirname(file)))];
  });

  it('has no folder that is neither in the line nor beside it', () => {
    const inFolders = files.filter((file) => /^src\/[^/]+\//.test(file));
    const besides = new Set(inFolders.filter((file) => !isInLine(file)).map((file) => file.split('/')[1]));
    expect(besides).not.toContain('jobs');
    expect([...besides].filter((folder = '') => !BESIDE_THE_LINE.has(folder))).toEqual([]);
  });

  it('has no folder for whatever found no place', () => {
    expect(folders.length).toBeGreaterThan(10);
    expect(folders.filter((folder) => CATCH_ALL.test(basename(folder)))).toEqual([]);
  });

  it('has no barrels', () => {
    expect(files.filter((file) => isBarrel(file))).toEqual([]);
  });

  it('says nowhere `any`', () => {
    expect(anyKeywordsOf('const planted = (value: any): unknown => value;')).toBe(1);
    expect(files.filter((file) => anyKeywordsOf(readProjectFile(file)) > 0)).toEqual([]);
  });
});

function isInLine(file: string): boolean {
  return placesInLine.some(({ from }) => new RegExp(from.path ?? '').test(file));
}

function isBarrel(file: string): boolean {
  return basename(file) === 'index.ts' || /^export \* from/m.test(readProjectFile(file));
}

function anyKeywordsOf(text: string): number {
  let found = 0;
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found += 1;
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest));
  return found;
}
