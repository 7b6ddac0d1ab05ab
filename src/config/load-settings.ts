import { clientSettings, webhookSettings } from './caller-settings.js';
import { checkEntries } from './check-entries.js';
import { connectionSettings } from './connection-settings.js';
import { environmentClients, environmentConnections } from './environment-entries.js';
import { FaultList } from './fault-list.js';
import { processSettings } from './process-settings.js';
import { readConfigFile, type ConfigEntries } from './read-config-file.js';
import { readBoundedFile, type FileReader } from './read-file.js';
import { secretReader } from './read-secret-file.js';
import { readVariables, type VariableValues } from './read-variables.js';
import type { Settings } from './settings.js';

export interface SettingsSources {
  readonly environment: NodeJS.ProcessEnv;
  readonly readFile?: FileReader;
}

/** Reads and checks the whole configuration. Throws one ConfigurationError that names every fault. */
export function loadSettings({ environment, readFile = readBoundedFile }: SettingsSources): Settings {
  const faults = new FaultList();
  const secrets = { environment, readFile: secretReader(environment, readFile), faults };
  const values = readVariables(secrets);
  const file = readConfigFile(values.CONFIG_FILE, { environment, readFile, faults });
  const entries = withVariables(file, values, faults);
  checkEntries(entries, values, faults);
  const connections = entries.connections.map((placed) => connectionSettings(placed, secrets));
  faults.throwIfAny();
  return {
    ...processSettings(values),
    connections: connections.filter((connection) => connection !== undefined),
    clients: entries.clients.map((placed) => clientSettings(placed, values.REQUESTS_PER_MINUTE)),
    webhooks: entries.webhooks.map(webhookSettings),
  };
}

/** What the file says, and what variables add to it. */
function withVariables(file: ConfigEntries, values: VariableValues, faults: FaultList): ConfigEntries {
  const unread = new Set(file.unread);
  if (faults.hasAny(['API_KEYS', 'API_KEYS_FILE'])) unread.add('clients');
  // A mistyped name of the file is no reason to say that everything in it is missing.
  if (faults.hasAny(['CONFIG_FILE'])) unread.add('connections').add('clients');
  return {
    connections: [...file.connections, ...environmentConnections(values, faults)],
    clients: [...file.clients, ...environmentClients(values)],
    webhooks: file.webhooks,
    unread,
  };
}
