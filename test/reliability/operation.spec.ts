import { getMetadataStorage } from 'class-validator';
import { describe, expect, it } from 'vitest';

import { ClientEntry } from '../../src/config/client-entry.js';
import { ConnectionEntry, OrganizationEntry } from '../../src/config/connection-entry.js';
import { VARIABLE_NAMES } from '../../src/config/variables.js';
import { WebhookEntry } from '../../src/config/webhook-entry.js';
import { PROBLEM_TYPES } from '../../src/errors/problem-types.js';
import { projectFiles, readProjectFile } from '../architecture/project-files.js';

const DOCUMENT = readProjectFile('docs/operation.md');

/** The table under a heading, row by row, as the texts in code quotes of its first column. */
function namesUnder(heading: string): string[] {
  const [, section = ''] = DOCUMENT.split(`\n## ${heading}\n`);
  const rows = section.split('\n## ', 1)[0]?.match(/^\| `[^|]+\|/gm) ?? [];
  return rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

/** The parts of the program whose `code` stands in the log; what the doctor prints has a page of its own. */
const SOURCES = 'src/**/*.ts';
const isLogged = (file: string): boolean => !/\.spec\.ts$|^src\/(demo|doctor)\//.test(file);

/** Every `code` that is written as a text, at its own place or as the choice of two, or handed to a function that logs. */
async function codesInSource(): Promise<{ whole: string[]; beginnings: string[] }> {
  const files = (await projectFiles(SOURCES)).filter(isLogged);
  const text = files.map(readProjectFile).join('\n');
  const places = text.match(/\bcode: [^,;\n{}]+|\blogged\('[^']+'|_CODE = '[^']+'/g) ?? [];
  const whole = places.flatMap((place) => [...place.matchAll(/'([a-z_]+)'/g)].map(([, code = '']) => code));
  const beginnings = places.flatMap((place) =>
    [...place.matchAll(/`([a-z_]+)\$/g)].map(([, start = '']) => start),
  );
  return { whole: [...new Set(whole)].filter((code) => !(code in PROBLEM_TYPES)), beginnings };
}

/** Every key that a list of the configuration file takes, with the place before it. */
function keysOf(place: string, { prototype }: { readonly prototype: object }): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(prototype.constructor, '', false, false);
  return [...new Set(rules.map(({ propertyName }) => `${place}[].${propertyName}`))];
}

describe('docs/operation.md', () => {
  it('has every code that is logged, and no other', async () => {
    const documented = namesUnder('Log');
    const { whole, beginnings } = await codesInSource();
    expect(whole.length).toBeGreaterThan(10);
    const isComposed = (code: string): boolean => beginnings.some((beginning) => code.startsWith(beginning));
    expect(documented.filter((code) => !isComposed(code)).toSorted()).toEqual(whole.toSorted());
    expect(beginnings.filter((start) => !documented.some((code) => code.startsWith(start)))).toEqual([]);
  });

  it('has every setting once, in the order of .env.example as far as they stand alone', () => {
    expect(namesUnder('Settings').toSorted()).toEqual([...VARIABLE_NAMES].toSorted());
  });

  it('has every key of the configuration file, and no other', () => {
    const list = 'connections[].organizations';
    const keys = [
      ...keysOf('connections', ConnectionEntry).filter((key) => key !== list),
      ...keysOf(list, OrganizationEntry),
      ...keysOf('webhooks', WebhookEntry),
      ...keysOf('clients', ClientEntry),
    ];
    expect(namesUnder('Configuration file').toSorted()).toEqual(keys.toSorted());
  });

  it('has every state of a source', () => {
    const source = readProjectFile('src/aggregation/source.ts');
    const union = /type AnsweredState = ([^;]+);/.exec(source)?.[1] ?? '';
    const states = [...union.matchAll(/'([a-z]+)'/g)].map(([, state]) => state).concat('failed');
    expect(source).toContain("AnsweredState | 'failed'");
    expect(states.length).toBeGreaterThan(2);
    expect(namesUnder('States')).toEqual(states);
  });

  it('has every header that is set on answers of its own', async () => {
    const files = (await projectFiles(SOURCES)).filter(isLogged);
    const text = files.map(readProjectFile).join('\n');
    const documented = namesUnder('Headers').map((name) => name.toLowerCase());
    const unset = documented.filter((name) => !text.toLowerCase().includes(name));
    expect(unset).toEqual([]);
    expect(documented).toContain('cache-status');
  });
});
