import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { ConfigurationError } from './configuration-error.js';
import { loadSettings } from './load-settings.js';
import { readBoundedFile, readSecretText } from './read-file.js';
import { secretReader } from './read-secret-file.js';

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ORGANIZATION = '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f';
const HUSH = 'hush-canary';

function fileWith(mode: number, content = `${HUSH}\n`): string {
  const file = join(folder, `of-${mode.toString(8)}`);
  writeFileSync(file, content);
  // What is written is given no more rights than the process's mask leaves.
  chmodSync(file, mode);
  return file;
}

const read = (file: string, environment: NodeJS.ProcessEnv, platform?: NodeJS.Platform): unknown =>
  readSecretText(file, secretReader(environment, readBoundedFile, platform));

const PRODUCTION = { NODE_ENV: 'production' };

describe('a file with a secret', () => {
  it.each(['400', '440', '600', '640', '660'])('of mode %s is read in production', (mode) => {
    expect(read(fileWith(Number.parseInt(mode, 8)), PRODUCTION, 'linux')).toBe(HUSH);
  });

  it.each(['404', '444', '604', '644', '666'])('of mode %s is refused in production', (mode) => {
    const refused = read(fileWith(Number.parseInt(mode, 8)), PRODUCTION, 'linux');
    expect(refused).toMatchObject({ message: expect.stringContaining('every user of the machine may read') });
  });

  it('is judged by what a link points to, as Kubernetes mounts it', () => {
    const link = join(folder, 'link');
    symlinkSync(fileWith(0o440), link);
    expect(read(link, PRODUCTION, 'linux')).toBe(HUSH);
    chmodSync(join(folder, 'of-440'), 0o444);
    expect(read(link, PRODUCTION, 'linux')).not.toBe(HUSH);
  });

  it.each([{}, { NODE_ENV: '' }, { NODE_ENV: 'development' }])(
    'is read whatever its mode with %j',
    (environment) => {
      expect(read(fileWith(0o644), environment, 'linux')).toBe(HUSH);
    },
  );

  it('is read whatever its mode on Windows, which has none', () => {
    expect(read(fileWith(0o644), PRODUCTION, 'win32')).toBe(HUSH);
  });

  it('that is not there is said to be missing', () => {
    const missing = read(join(folder, 'none'), PRODUCTION, 'linux');
    expect(missing).toMatchObject({ message: 'names a file that does not exist' });
  });
});

const shared = (): string => fileWith(0o644);

/** The message of a start in production; empty when it goes on. */
function faultsOf(environment: Record<string, string>, config: object): string {
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify(config));
  // The file with the connections may be read by all: its secrets are elsewhere.
  chmodSync(file, 0o644);
  try {
    loadSettings({ environment: { ...PRODUCTION, CONFIG_FILE: file, ...environment } });
    return '';
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
}

const connection = (credential: object): object => ({
  name: 'c',
  dataCenter: 'us',
  clientId: 'app',
  organizations: [{ id: ORGANIZATION }],
  ...credential,
});

describe.skipIf(process.platform === 'win32')('a start in production', () => {
  it.each<[string, object]>([
    ['connections[0].clientSecretFile', { clientSecretFile: 'of-644' }],
    ['connections[0].certificateFile', { certificateFile: 'of-644' }],
    ['connections[0].certificatePasswordFile', { certificateFile: 'c', certificatePasswordFile: 'of-644' }],
  ])('names %s, and shows neither its content nor where it is', (place, credential) => {
    shared();
    const message = faultsOf({ AUTH_MODES: 'none' }, { connections: [connection(credential)] });
    expect(message).toMatch(
      new RegExp(`${place.replaceAll(/[[\]]/g, '\\$&')}\\W+names a file that every user`),
    );
    expect(message).not.toContain(HUSH);
  });

  it.each(['GATEWAY_SECRET', 'REDIS_URL', 'API_KEYS'])('names %s_FILE', (name) => {
    const good = { connections: [connection({ clientSecret: 'x' })] };
    const message = faultsOf({ AUTH_MODES: 'none', [`${name}_FILE`]: shared() }, good);
    expect(message).toMatch(new RegExp(`${name}_FILE\\W+names a file that every user`));
    expect(message).not.toContain(HUSH);
  });

  it('goes on with files of its own', () => {
    const own = fileWith(0o400);
    expect(faultsOf({ AUTH_MODES: 'none' }, { connections: [connection({ clientSecretFile: own })] })).toBe(
      '',
    );
  });
});
