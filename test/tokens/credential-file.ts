import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { GivenSecret } from '../../src/config/secret-source.js';
import { Secret } from '../../src/config/secret.js';
import type { ClientCredential } from '../../src/config/settings.js';

/** A file of this test with these bytes, gone when the test ends. */
export async function fileWith(bytes: Buffer | string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'credential-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'credential');
  await writeFile(file, bytes);
  return file;
}

export function certificateCredential(file: string, password?: string): ClientCredential {
  const place = 'connections[0].certificatePassword';
  return {
    kind: 'certificate',
    file,
    password: password === undefined ? undefined : new GivenSecret(place, new Secret(password)),
  };
}
