import { fingerprintOf } from './fingerprint.js';
import type { Settings } from './settings.js';

/** What a running process takes over; everything else was used up at its start. */
const RELOADED: ReadonlySet<string> = new Set<keyof Settings>(['connections', 'clients', 'webhooks']);

export interface MergedSettings {
  readonly settings: Settings;
  /** Names of settings that differ but stay as they are until the next start. */
  readonly kept: readonly string[];
}

/** The settings after a reload. What did not change stays the same object: others key their state by it. */
export function mergeSettings(running: Settings, loaded: Settings): MergedSettings {
  const settings = {
    ...running,
    connections: keepUnchanged(running.connections, loaded.connections),
    clients: keepUnchanged(running.clients, loaded.clients),
    webhooks: keepUnchanged(running.webhooks, loaded.webhooks),
  };
  const loadedValues = new Map<string, unknown>(Object.entries(loaded));
  const kept = Object.entries(running)
    .filter(([name]) => !RELOADED.has(name))
    .filter(([name, value]) => fingerprintOf(value) !== fingerprintOf(loadedValues.get(name)))
    .map(([name]) => name);
  return { settings, kept };
}

function keepUnchanged<Item extends object>(
  running: readonly Item[],
  loaded: readonly Item[],
): readonly Item[] {
  const known = new Map(running.map((item) => [fingerprintOf(item), item]));
  return loaded.map((item) => known.get(fingerprintOf(item)) ?? item);
}
