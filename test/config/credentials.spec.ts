import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ConfigurationError } from '../../src/config/configuration-error.js';
import { loadSettings } from '../../src/config/load-settings.js';
import type { ClientCredential } from '../../src/config/settings.js';
import { makeCertificate, toPfx } from '../tokens/certificates.js';
import { OPEN_ENVIRONMENT, SALES_ID } from './configuration.js';

const PASSWORD = 'canary-password';
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'credentials-'));
  const certificate = makeCertificate();
  writeFileSync(join(folder, 'key.pem'), `${certificate.keyPem}\n${certificate.certificatePem}`);
  writeFileSync(join(folder, 'key.pfx'), toPfx(certificate, PASSWORD));
  writeFileSync(join(folder, 'password'), `${PASSWORD}\n`);
  writeFileSync(join(folder, 'old'), 'canary-old\r\n');
  writeFileSync(join(folder, 'new'), 'canary-new');
  writeFileSync(join(folder, 'empty'), '');
  writeFileSync(join(folder, 'large'), 'x'.repeat(1024 * 1024 + 1));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The credential of a connection of these lines, in a config file that lies in the folder of its secrets. */
function credentialOf(lines: string): ClientCredential | undefined {
  const path = join(folder, 'config.yaml');
  writeFileSync(
    path,
    `connections: [{ name: c, dataCenter: us, clientId: app, organizations: [{ id: ${SALES_ID} }], ${lines} }]`,
  );
  return loadSettings({ environment: { AUTH_MODES: 'none', CONFIG_FILE: path } }).connections[0]?.credential;
}

function faultsOf(lines: string): readonly string[] {
  try {
    credentialOf(lines);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map(({ place, message }) => `${place}: ${message}`);
  }
}

async function secretsOf(credential: ClientCredential | undefined): Promise<readonly string[]> {
  if (credential?.kind !== 'secret') return [];
  const secrets = await Promise.all(credential.secrets.map((source) => source.read()));
  return secrets.map((secret) => secret.reveal());
}

describe('the credential of a connection', () => {
  it('is one secret or two', async () => {
    expect(await secretsOf(credentialOf('clientSecret: canary'))).toEqual(['canary']);
    expect(await secretsOf(credentialOf('clientSecret: [canary-old, canary-new]'))).toEqual([
      'canary-old',
      'canary-new',
    ]);
  });

  it('is one file or two beside the config file, each without its last line break', async () => {
    expect(await secretsOf(credentialOf('clientSecretFile: old'))).toEqual(['canary-old']);
    expect(await secretsOf(credentialOf('clientSecretFile: [old, new]'))).toEqual([
      'canary-old',
      'canary-new',
    ]);
  });

  it('is a certificate with its key, whatever of both kinds', async () => {
    expect(credentialOf('certificateFile: key.pem')).toEqual({
      kind: 'certificate',
      file: join(folder, 'key.pem'),
      password: undefined,
    });
    const credential = credentialOf('certificateFile: key.pfx, certificatePasswordFile: password');
    expect(credential).toMatchObject({ kind: 'certificate', password: { path: join(folder, 'password') } });
    expect(credentialOf(`certificateFile: key.pfx, certificatePassword: ${PASSWORD}`)?.kind).toBe(
      'certificate',
    );
  });

  it('comes from variables with a secret file or a certificate', async () => {
    const environment = { ...OPEN_ENVIRONMENT, UPSTREAM_CLIENT_SECRET: '' };
    const bySecret = loadSettings({
      environment: { ...environment, UPSTREAM_CLIENT_SECRET_FILE: join(folder, 'old') },
    });
    expect(await secretsOf(bySecret.connections[0]?.credential)).toEqual(['canary-old']);
    const certificate = {
      UPSTREAM_CERTIFICATE_FILE: join(folder, 'key.pfx'),
      UPSTREAM_CERTIFICATE_PASSWORD: PASSWORD,
    };
    const byCertificate = loadSettings({ environment: { ...environment, ...certificate } });
    expect(byCertificate.connections[0]?.credential.kind).toBe('certificate');
  });

  it.each([
    ['scope: x', 'clientSecret: is missing; one of '],
    ['clientSecret: canary, clientSecretFile: old', 'clientSecret: is not alone; only one of '],
    ['clientSecretFile: old, certificateFile: key.pem', 'clientSecretFile: is not alone; only one of '],
    ['clientSecret: canary, certificatePassword: canary', 'certificatePassword: has no meaning without '],
    [
      'certificateFile: key.pfx, certificatePassword: canary, certificatePasswordFile: password',
      'certificatePassword: is given together with ',
    ],
    [
      'certificateFile: key.pfx, certificatePassword: canary',
      'certificateFile: names a file that cannot be used: its password is wrong',
    ],
    ['certificateFile: key.pfx', 'certificateFile: names a file that cannot be used: it needs a password'],
    ['certificateFile: old', 'certificateFile: names a file that cannot be used: it is neither PEM nor PFX'],
    ['certificateFile: canary', 'certificateFile: names a file that does not exist'],
    ['clientSecretFile: canary', 'clientSecretFile: names a file that does not exist'],
    ['clientSecretFile: [old, empty]', 'clientSecretFile: names an empty file'],
    ['clientSecretFile: .', 'clientSecretFile: names a folder, not a file'],
    ['clientSecretFile: large', 'clientSecretFile: names a file larger than 1 MiB'],
    ['clientSecretFile: /dev/null', 'clientSecretFile: names something that is not a file'],
    ['clientSecret: [canary, canary, canary]', 'clientSecret: must be text, or a list of at most two texts'],
    ['clientSecret: []', 'clientSecret: must be text, or a list of at most two texts'],
    ['clientSecret: "  "', 'clientSecret: must be text, or a list of at most two texts'],
    [
      'clientSecret: 12345678',
      'clientSecret: must be text, or a list of at most two texts; put it in quotes',
    ],
  ])('with %s is refused and not shown', (lines, fault) => {
    const faults = faultsOf(lines);
    expect(faults).toEqual([expect.stringContaining(`connections[0].${fault}`)]);
    expect(faults.join('')).not.toMatch(/canary|12345678/);
  });
});
