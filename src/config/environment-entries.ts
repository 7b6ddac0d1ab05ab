import { cwd } from 'node:process';

import { ClientEntry } from './client-entry.js';
import { ConnectionEntry } from './connection-entry.js';
import type { FaultList } from './fault-list.js';
import type { PlacedEntry } from './placed-entry.js';
import type { VariableValues } from './read-variables.js';
import { validateEntry } from './validate-entry.js';
import type { GivenText } from './variable.js';

const CONNECTION_NAME = 'default';

/** Which variable, or its `_FILE`, a property of the connection comes from. */
const VARIABLE_OF: Readonly<Record<string, string>> = {
  name: 'UPSTREAM_ variables',
  environment: 'UPSTREAM_ENVIRONMENT',
  dataCenter: 'UPSTREAM_DATA_CENTER',
  baseUrl: 'UPSTREAM_BASE_URL',
  tokenUrl: 'UPSTREAM_TOKEN_URL',
  contract: 'UPSTREAM_CONTRACT',
  clientId: 'UPSTREAM_CLIENT_ID',
  clientSecret: 'UPSTREAM_CLIENT_SECRET',
  clientSecretFile: 'UPSTREAM_CLIENT_SECRET_FILE',
  certificateFile: 'UPSTREAM_CERTIFICATE_FILE',
  certificatePassword: 'UPSTREAM_CERTIFICATE_PASSWORD',
  certificatePasswordFile: 'UPSTREAM_CERTIFICATE_PASSWORD_FILE',
  scope: 'UPSTREAM_SCOPE',
  organizations: 'UPSTREAM_ORGANIZATIONS',
};

/** The connection that UPSTREAM_* variables make; none when none of them is given. */
export function environmentConnections(
  values: VariableValues,
  faults: FaultList,
): readonly PlacedEntry<ConnectionEntry>[] {
  const plain = plainConnection(values);
  const unread = Object.keys(VARIABLE_OF).filter((property) => faults.hasAny([placeOf(property)]));
  if (Object.keys(plain).length === 0 && unread.length === 0) return [];
  const context = { placeOf, faults };
  const { entry, brokenPaths } = validateEntry(ConnectionEntry, { ...plain, name: CONNECTION_NAME }, context);
  return [{ entry, placeOf, folder: cwd(), broken: new Set([...unread, ...brokenPaths]) }];
}

/** The clients that API_KEYS makes: they see all organizations. */
export function environmentClients({
  API_KEYS: hashesByClient,
}: VariableValues): readonly PlacedEntry<ClientEntry>[] {
  return [...(hashesByClient ?? [])].map(([name, hashes]) => ({
    entry: Object.assign(new ClientEntry(), { name, apiKeySha256: [...hashes], organizations: ['*'] }),
    placeOf: () => 'API_KEYS',
    folder: cwd(),
    broken: new Set<string>(),
  }));
}

function plainConnection(values: VariableValues): Record<string, unknown> {
  const plain = {
    environment: values.UPSTREAM_ENVIRONMENT,
    dataCenter: values.UPSTREAM_DATA_CENTER,
    baseUrl: values.UPSTREAM_BASE_URL,
    tokenUrl: values.UPSTREAM_TOKEN_URL,
    contract: values.UPSTREAM_CONTRACT,
    clientId: values.UPSTREAM_CLIENT_ID,
    ...textOrFile('clientSecret', values.UPSTREAM_CLIENT_SECRET),
    certificateFile: values.UPSTREAM_CERTIFICATE_FILE,
    ...textOrFile('certificatePassword', values.UPSTREAM_CERTIFICATE_PASSWORD),
    scope: values.UPSTREAM_SCOPE,
    organizations: values.UPSTREAM_ORGANIZATIONS?.split(',').map(plainOrganization),
  };
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
}

function textOrFile(property: string, given: GivenText | undefined): Record<string, string> {
  if (given === undefined) return {};
  return given.file === undefined ? { [property]: given.text } : { [`${property}File`]: given.file };
}

/** `id=name`; everything after the first equals sign is the name. */
function plainOrganization(item: string): Record<string, string> {
  const [id = '', ...name] = item.split('=');
  return name.length === 0 ? { id: id.trim() } : { id: id.trim(), name: name.join('=').trim() };
}

function placeOf(path: string): string {
  const [property = path] = path.split(/[.[]/);
  return VARIABLE_OF[property] ?? property;
}
