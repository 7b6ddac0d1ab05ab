import { describe, expect, it } from 'vitest';

import { ADVISORIES, type Advisory } from './advisories.js';
import { readProjectFile, readProjectJson } from './project-files.js';

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
}

const { packages } = readProjectJson('package-lock.json') as {
  packages: Readonly<Record<string, Locked>>;
};

/** Every version of a package that is installed in production; it may be there more than once. */
function lockedVersions(name: string): string[] {
  const isOf = (place: string): boolean => place.endsWith(`node_modules/${name}`);
  return Object.entries(packages).flatMap(([place, { version, dev }]) =>
    isOf(place) && dev !== true && version !== undefined ? [version] : [],
  );
}

/** Whether the first version is the second or a later one. One with a suffix comes before the same without. */
function isAtLeast(version: string, floor: string): boolean {
  const [numbers, floors] = [version, floor].map((text) => text.split('-', 1)[0]!.split('.').map(Number));
  for (const [index, number] of floors!.entries()) {
    if (numbers![index] !== number) return numbers![index]! > number;
  }
  return !version.includes('-');
}

const faultyOf = ({ package: name, fixedIn }: Advisory, versions = lockedVersions(name)): string[] =>
  versions.filter((version) => !isAtLeast(version, fixedIn));

describe('a package that runs in production', () => {
  it.each(ADVISORIES)('$package is not one that $what ($id, fixed in $fixedIn)', (advisory) => {
    expect(lockedVersions(advisory.package), 'a row about a package that is gone').not.toEqual([]);
    expect(faultyOf(advisory)).toEqual([]);
  });

  it('would be named when it were one', () => {
    const axios: Advisory = { package: 'axios', fixedIn: '1.13.5', id: 'x', what: 'x' };
    const older = ['0.30.3', '1.9.0', '1.13.4', '1.13.5-beta.1'];
    expect(faultyOf(axios, older)).toEqual(older);
    expect(faultyOf(axios, ['1.13.5', '1.14.0', '1.100.0', '2.0.0'])).toEqual([]);
  });
});

describe('docs/advisories.md', () => {
  it('lists every advisory that is looked at, and no other', () => {
    const document = readProjectFile('docs/advisories.md');
    const listed = [...document.matchAll(/^\| `([^`]+)` +\| ([\d.]+) +\| (\S+) +\| (.+?) +\|$/gm)];
    expect(listed.map((row) => row.slice(1))).toEqual(
      ADVISORIES.map(({ package: name, fixedIn, id, what }) => [name, fixedIn, id, what]),
    );
  });
});
