import { readFileSync } from 'node:fs';

import { loadSettings } from '../../src/config/load-settings.js';
import type { Settings } from '../../src/config/settings.js';
import { VARIABLE_NAMES, VARIABLES } from '../../src/config/variables.js';

/** The settings of a service with this environment and these files. Throws what would end its start. */
export function mountedSettings(
  environment: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
): Settings {
  const readFile = (path: string): Buffer => {
    const content = files[path];
    if (content === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    return Buffer.from(content);
  };
  return loadSettings({ environment: imageEnvironment(environment), readFile });
}

/** What the image sets, but for production mode: there the modes of files on this machine would count. */
function imageEnvironment(own: Readonly<Record<string, string>>): Record<string, string> {
  const dockerfile = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8');
  const line = /^ENV (?<pairs>.+)$/m.exec(dockerfile)?.groups?.['pairs'] ?? '';
  const pairs = line.split(' ').map((pair) => pair.split('=') as [string, string]);
  const { NODE_ENV: _mode, ...rest } = Object.fromEntries(pairs);
  return { ...rest, ...own };
}

/** The names that are no variable of the service, nor the file of one that is a secret. */
export function strangeNames(names: readonly string[]): string[] {
  const known = new Set<string>([
    'NODE_ENV',
    ...VARIABLE_NAMES,
    ...VARIABLE_NAMES.filter((name) => VARIABLES[name].isSecret).map((name) => `${name}_FILE`),
  ]);
  return names.filter((name) => !known.has(name));
}
