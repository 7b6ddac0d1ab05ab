import { AppError } from '../errors/app-error.js';
import { parseOrganizationId, type Organization } from '../organizations/organization.js';
import type { Caller } from './caller.js';

/**
 * The named organizations among those the caller may see, each once, ordered by id; without names, all of them.
 * One that does not exist and one that belongs to others are not told apart: only the caller's own are looked through.
 */
export function selectOrganizations(
  { organizations }: Caller,
  names: readonly string[] | undefined,
): readonly Organization[] {
  if (names === undefined) return organizations;
  const named = new Set(names.map((name) => findOrganization(organizations, name)));
  return organizations.filter((organization) => named.has(organization));
}

function findOrganization(organizations: readonly Organization[], name: string): Organization {
  const id = parseOrganizationId(name);
  const alias = name.toLowerCase();
  const found = organizations.find((organization) =>
    id === undefined ? organization.alias?.toLowerCase() === alias : organization.id === id,
  );
  if (found === undefined)
    throw new AppError('organization-not-found', 'The caller can see no organization with this id or alias.');
  return found;
}
