import { parseGuid } from '../config/guid.js';
import type { ConnectionSettings } from '../config/settings.js';

declare const organizationIdBrand: unique symbol;

/** GUID of an organization: lower case, without braces. Microsoft's GUIDs are not all RFC 9562 UUIDs. */
export type OrganizationId = string & { readonly [organizationIdBrand]: true };

/** One Dynamics 365 organization, reached through exactly one connection. */
export interface Organization {
  readonly id: OrganizationId;
  readonly alias: string | undefined;
  /** The configured name; without one, the vendor's name is used. */
  readonly name: string | undefined;
  readonly expectBackupEveryHours: number;
  readonly connection: ConnectionSettings;
}

/** The id a text stands for, whatever its letter case and with or without braces; undefined when it is no GUID. */
export function parseOrganizationId(text: string): OrganizationId | undefined {
  const guid = parseGuid(text);
  return guid !== undefined && isOrganizationId(guid) ? guid : undefined;
}

function isOrganizationId(text: string): text is OrganizationId {
  return parseGuid(text) === text;
}
