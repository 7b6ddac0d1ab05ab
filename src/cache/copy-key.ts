import { fingerprintOf } from '../config/fingerprint.js';
import type { Organization } from '../organizations/organization.js';

declare const copyKeyBrand: unique symbol;

/** Names one copy: owner and question. No caller is part of it: the copies lie below authorization. */
export type CopyKey = string & { readonly [copyKeyBrand]: true };

const SEPARATOR = '|';
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
  const { baseUrl, tokenUrl, clientId, contract } = connection;
  const reading = fingerprintOf([connection.name, baseUrl, tokenUrl, clientId, contract, name ?? null]);
  const owner = `${organization.id}:${reading.slice(0, 16)}`;
  owners.set(organization, owner);
  return owner;
}

/** The owner in a key. */
export function ownerOf(key: CopyKey): string {
  return key.slice(0, key.indexOf(SEPARATOR));
}
