import type { ConnectionEntry, OrganizationEntry } from './connection-entry.js';
import { credentialSettings } from './credential-settings.js';
import { endpointSettings } from './endpoint-settings.js';
import { parseGuid } from './guid.js';
import type { PlacedEntry } from './placed-entry.js';
import type { CredentialContext } from './read-secret.js';
import type { ConnectionSettings, OrganizationSettings } from './settings.js';

const DEFAULT_SCOPE = 'dynamics.readwrite.all';
const DEFAULT_EXPECT_BACKUP_EVERY_HOURS = 24;

/** A connection with its defaults; undefined when it has a fault. */
export function connectionSettings(
  placed: PlacedEntry<ConnectionEntry>,
  context: CredentialContext,
): ConnectionSettings | undefined {
  const { entry } = placed;
  const endpoints = endpointSettings(placed, context.faults);
  const credential = credentialSettings(placed, context);
  if (endpoints === undefined || credential === undefined || placed.broken.size > 0) return undefined;
  return {
    name: entry.name,
    ...endpoints,
    contract: entry.contract ?? 'auto',
    clientId: entry.clientId,
    credential,
    scope: entry.scope ?? DEFAULT_SCOPE,
    timeFormat: entry.timeFormat ?? 'iso8601',
    rangeEndName: entry.rangeEndName,
    assertionAudience: entry.assertionAudience,
    maxRequestsPerMinute: entry.maxRequestsPerMinute,
    organizations: entry.organizations.map(organizationSettings),
  };
}

function organizationSettings({
  id,
  alias,
  name,
  expectBackupEveryHours,
}: OrganizationEntry): OrganizationSettings {
  return {
    id: parseGuid(id) ?? id,
    alias,
    name,
    expectBackupEveryHours: expectBackupEveryHours ?? DEFAULT_EXPECT_BACKUP_EVERY_HOURS,
  };
}
