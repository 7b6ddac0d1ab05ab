import { fingerprintOf } from '../config/fingerprint.js';
import type { Organization, OrganizationId } from '../organizations/organization.js';

declare const copyKeyBrand: unique symbol;
declare const asideKeyBrand: unique symbol;

/** Names one copy: owner and question. No caller is part of it: the copies lie below authorization. */
export type CopyKey = string & { readonly [copyKeyBrand]: true };

/** Names what is held beside the copies of an organization. */
export type AsideKey = CopyKey & { readonly [asideKeyBrand]: true };

const SEPARATOR = '|';
/** No question begins with it. */
const ASIDE = 'aside';
const owners = new WeakMap<Organization, string>();

/** The key of what an organization answers to a question. `question` names every parameter that goes upstream. */
export function copyKey(organization: Organization, question: readonly (string | number)[]): CopyKey {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The one place that makes keys.
  return [copyOwner(organization), ...question].join(SEPARATOR) as CopyKey;
}

/**
 * Names an organization as it is configured: after a reload, what was read elsewhere or under another name is not
 * shown for it. Secrets are no part of it, so that copies outlive their rotation.
 */
export function copyOwner(organization: Organization): string {
  const known = owners.get(organization);
  if (known !== undefined) return known;
  const { name, connection } = organization;
  const { baseUrl, tokenUrl, clientId, contract, scope, timeFormat, rangeEndName } = connection;
  const place = [connection.name, baseUrl, tokenUrl, clientId];
  const reading = fingerprintOf([place, contract, scope, timeFormat, rangeEndName ?? null, name ?? null]);
  const owner = `${organization.id}:${reading.slice(0, 16)}`;
  owners.set(organization, owner);
  return owner;
}

/** The key of something that is held beside an organization's copies. */
export function asideKey(organization: Organization, name: string): AsideKey {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The one place that makes these keys.
  return copyKey(organization, [ASIDE, name]) as AsideKey;
}

export function isAsideKey(key: CopyKey): key is AsideKey {
  return key.startsWith(`${ownerOf(key)}${SEPARATOR}${ASIDE}${SEPARATOR}`);
}

/** The owner in a key. */
export function ownerOf(key: CopyKey): string {
  return key.slice(0, key.indexOf(SEPARATOR));
}

/** Whether an owner is that organization, however it is or was configured. */
export function isOwnedBy(owner: string, id: OrganizationId): boolean {
  return owner.startsWith(`${id}:`);
}
