import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readProjectJson } from './project-files.js';
import { PROJECT } from './run-tool.js';

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
  readonly hashes?: readonly object[];
}

interface Sbom {
  readonly bomFormat: string;
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
}

const folder = mkdtempSync(join(tmpdir(), 'sbom-'));
afterAll(() => rmSync(folder, { recursive: true }));

let sbom: Sbom;
beforeAll(async () => {
  const file = join(folder, 'sbom.cdx.json');
  // It asks nobody: the lock file is enough.
  await promisify(execFile)(process.execPath, ['.ci/sbom.mjs', file], { cwd: PROJECT });
  sbom = JSON.parse(readFileSync(file, 'utf8')) as Sbom;
});

const { packages } = readProjectJson('package-lock.json') as { packages: Readonly<Record<string, Locked>> };

const lockedWhere = (isWanted: (locked: Locked) => boolean): Set<string> =>
  new Set(
    Object.entries(packages).flatMap(([place, locked]) =>
      place !== '' && isWanted(locked) ? [`${place.split('node_modules/').at(-1)}@${locked.version}`] : [],
    ),
  );

describe('the list of what the service is made of', () => {
  it('is CycloneDX, and has every package that runs in production in its locked version, and no other', () => {
    const inProduction = lockedWhere(({ dev }) => dev !== true);
    expect(sbom.bomFormat).toBe('CycloneDX');
    expect(new Set(sbom.components.map(({ name, version }) => `${name}@${version}`))).toEqual(inProduction);
    expect([...inProduction].filter((name) => name.startsWith('@nestjs/common@'))).toHaveLength(1);
    expect(inProduction.size).toBeLessThan(lockedWhere(() => true).size);
  });

  it('names where each comes from, with its checksum', () => {
    const bare = sbom.components.filter(({ purl, hashes }) => purl === undefined || hashes === undefined);
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  it('says of nothing that it depends on what is not in it', () => {
    const listed = new Set(sbom.components.map((component) => component['bom-ref']));
    const asked = sbom.dependencies.flatMap(({ dependsOn }) => dependsOn);
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((ref) => !listed.has(ref))).toEqual([]);
  });
});
