import { ConfigurationError } from '../../src/config/configuration-error.js';
import { loadSettings } from '../../src/config/load-settings.js';
import type { Settings } from '../../src/config/settings.js';

export const SALES_ID = '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f';
export const KEY_HASH = 'ab'.repeat(32);

/** What a configuration is made of; files are given by absolute path, `file` is the one CONFIG_FILE names. */
export interface GivenConfiguration {
  readonly environment?: Readonly<Record<string, string>>;
  readonly file?: string;
  readonly files?: Readonly<Record<string, string | Buffer>>;
}

const CONFIG_PATH = '/etc/bff/config.yaml';

/** A connection, a client and nothing else, as a file. */
export const VALID_FILE = `
connections:
  - name: contoso
    dataCenter: us
    clientId: app
    clientSecret: hush
    organizations: [{ id: ${SALES_ID}, alias: sales }]
clients:
  - { name: reporting, apiKeySha256: [${KEY_HASH}], organizations: ['*'] }
`;

export function load({ environment = {}, file, files = {} }: GivenConfiguration): Settings {
  const all = new Map(Object.entries(file === undefined ? files : { ...files, [CONFIG_PATH]: file }));
  return loadSettings({
    environment: file === undefined ? environment : { CONFIG_FILE: CONFIG_PATH, ...environment },
    readFile: (path) => {
      const content = all.get(path);
      if (content === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return Buffer.from(content);
    },
  });
}

/** The error that a configuration is refused with; throws when it is taken. */
export function refusal(given: GivenConfiguration): ConfigurationError {
  try {
    load(given);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('the configuration was taken');
}

/** Each fault as `place: message`. */
export function faultsOf(given: GivenConfiguration): readonly string[] {
  return refusal(given).faults.map(({ place, message }) => `${place}: ${message}`);
}

/** The environment of a service that anybody on this machine may call, with one connection. */
export const OPEN_ENVIRONMENT = {
  AUTH_MODES: 'none',
  UPSTREAM_DATA_CENTER: 'us',
  UPSTREAM_CLIENT_ID: 'app',
  UPSTREAM_CLIENT_SECRET: 'hush',
  UPSTREAM_ORGANIZATIONS: `${SALES_ID}=Contoso Sales`,
} as const;
