import type { Organization } from '../organizations/organization.js';

declare const copyKeyBrand: unique symbol;

/** Names one copy: organization, connection, question. No caller is part of it: the copies lie below authorization. */
export type CopyKey = string & { readonly [copyKeyBrand]: true };

const SEPARATOR = '|';

/** The key of what an organization answers to a question. `question` names every parameter that goes upstream. */
export function copyKey(organization: Organization, question: readonly (string | number)[]): CopyKey {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The one place that makes keys.
  return (ownPrefix(organization) + question.join(SEPARATOR)) as CopyKey;
}

/** Whether a copy is of this organization, read through the connection it now belongs to. */
export function isCopyOf(key: CopyKey, organization: Organization): boolean {
  return key.startsWith(ownPrefix(organization));
}

function ownPrefix({ id, connection }: Organization): string {
  return id + SEPARATOR + connection.name + SEPARATOR;
}
