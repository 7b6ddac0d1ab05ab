import { dirname, resolve } from 'node:path';

import type { ClientEntry } from './client-entry.js';
import { ConfigFile } from './config-file.js';
import type { ConnectionEntry } from './connection-entry.js';
import type { FaultList } from './fault-list.js';
import { fillPlaceholders } from './fill-placeholders.js';
import { parseYaml } from './parse-yaml.js';
import type { PlacedEntry } from './placed-entry.js';
import { readText, type FileReader } from './read-file.js';
import { Rejection } from './rejection.js';
import { validateEntry } from './validate-entry.js';
import type { WebhookEntry } from './webhook-entry.js';

const PLACE = 'CONFIG_FILE';

type EntryList = 'connections' | 'clients' | 'webhooks';

const ENTRY_LISTS: readonly EntryList[] = ['connections', 'clients', 'webhooks'];

export interface ConfigEntries {
  readonly connections: readonly PlacedEntry<ConnectionEntry>[];
  readonly clients: readonly PlacedEntry<ClientEntry>[];
  readonly webhooks: readonly PlacedEntry<WebhookEntry>[];
  /** Lists that could not be read: what seems to be missing may stand there. */
  readonly unread: ReadonlySet<EntryList>;
}

export interface ConfigFileSources {
  readonly environment: NodeJS.ProcessEnv;
  readonly readFile: FileReader;
  readonly faults: FaultList;
}

/** Reads and checks the config file; without one there are no entries. */
export function readConfigFile(file: string | undefined, sources: ConfigFileSources): ConfigEntries {
  if (file === undefined) return noEntries([]);
  const path = resolve(file);
  const plain = readMapping(path, sources);
  if (plain === undefined) return noEntries(ENTRY_LISTS);
  const { faults } = sources;
  const { entry, brokenPaths } = validateEntry(ConfigFile, plain, { placeOf: (inside) => inside, faults });
  const placed = <Item>(list: EntryList, items: readonly Item[] | undefined) =>
    placedEntries(items, { list, brokenPaths, folder: dirname(path) });
  return {
    connections: placed('connections', entry.connections),
    clients: placed('clients', entry.clients),
    webhooks: placed('webhooks', entry.webhooks),
    unread: new Set(ENTRY_LISTS.filter((list) => brokenPaths.includes(list))),
  };
}

function noEntries(unread: readonly EntryList[]): ConfigEntries {
  return { connections: [], clients: [], webhooks: [], unread: new Set(unread) };
}

function readMapping(
  path: string,
  { environment, readFile, faults }: ConfigFileSources,
): Record<string, unknown> | undefined {
  const text = readText(path, readFile);
  if (text instanceof Rejection) return faults.add(PLACE, text.message, path);
  const parsed = parseYaml(text, PLACE, faults);
  if (faults.hasAny([PLACE])) return undefined;
  if (parsed === null || parsed === undefined) return faults.add(PLACE, 'names an empty file', path);
  if (typeof parsed !== 'object' || Object.getPrototypeOf(parsed) !== Object.prototype) {
    return faults.add(PLACE, 'must be a mapping with connections, webhooks and clients');
  }
  const filled = fillPlaceholders(parsed, { environment, faults });
  hideSecrets(filled, faults);
  return filled;
}

const SECRET_KEYS: ReadonlySet<string> = new Set(['clientSecret', 'certificatePassword', 'secret']);

/** Secrets that stand in the file as they are: one that also stands in another place must not be shown there. */
function hideSecrets(value: unknown, faults: FaultList): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const texts: unknown[] = SECRET_KEYS.has(key) ? [inner].flat() : [];
    for (const text of texts) if (typeof text === 'string') faults.hide(text);
    hideSecrets(inner, faults);
  }
}

interface ListContext {
  readonly list: EntryList;
  readonly brokenPaths: readonly string[];
  readonly folder: string;
}

function placedEntries<Item>(
  items: readonly Item[] | undefined,
  { list, brokenPaths, folder }: ListContext,
): readonly PlacedEntry<Item>[] {
  if (items === undefined || brokenPaths.includes(list)) return [];
  return items.map((entry, index) => {
    const prefix = `${list}[${index}].`;
    const inside = brokenPaths
      .filter((path) => path.startsWith(prefix))
      .map((path) => path.slice(prefix.length));
    return { entry, placeOf: (path) => `${prefix}${path}`, folder, broken: new Set(inside) };
  });
}
