import type { ClientEntry } from './client-entry.js';
import type { PlacedEntry } from './placed-entry.js';
import { Secret } from './secret.js';
import type { ClientSettings, WebhookSettings } from './settings.js';
import type { WebhookEntry } from './webhook-entry.js';

/** A client with its defaults. */
export function clientSettings(
  { entry }: PlacedEntry<ClientEntry>,
  requestsPerMinute: number,
): ClientSettings {
  return {
    name: entry.name,
    apiKeySha256: [...new Set((entry.apiKeySha256 ?? []).map((hash) => hash.toLowerCase()))],
    jwtClientId: entry.jwtClientId,
    organizations: entry.organizations,
    permissions: [...new Set(entry.permissions ?? (['jobs:read'] as const))],
    requestsPerMinute: entry.requestsPerMinute ?? requestsPerMinute,
  };
}

export function webhookSettings({ entry }: PlacedEntry<WebhookEntry>): WebhookSettings {
  return {
    url: new URL(entry.url).href,
    mayBePrivate: entry.allowPrivateAddresses ?? false,
    secret: new Secret(entry.secret),
    events: [...new Set(entry.events)],
    organizations: entry.organizations,
  };
}
