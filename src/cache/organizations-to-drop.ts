import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

import { callerOf } from '../auth/caller.js';
import { AppError, type ParameterFault } from '../errors/app-error.js';
import { parseOrganizationId, type Organization } from '../organizations/organization.js';

interface DroppingRequest {
  readonly query: Readonly<Record<string, unknown>>;
}

const NAME = 'organizationId';
const GUID_OR_ALIAS = /^(?:[A-Za-z0-9._-]{1,64}|\{[0-9A-Fa-f-]{36}\})$/;

/** The organization a request names, else all that its caller may see. Throws `validation-failed` or `organization-not-found`. */
function organizationsToDrop(request: DroppingRequest): readonly Organization[] {
  const faults = Object.entries(request.query).flatMap(faultOf);
  if (faults.length > 0) {
    const names = faults.map(({ parameter }) => parameter).slice(0, 10);
    const message = `These parameters cannot be used as they are: ${names.join(', ')}.`;
    throw new AppError('validation-failed', message, { faults });
  }
  const { organizations } = callerOf(request);
  const named = request.query[NAME];
  return typeof named === 'string' ? [findOrganization(organizations, named)] : organizations;
}

function faultOf([parameter, value]: [string, unknown]): ParameterFault[] {
  if (parameter !== NAME) return [{ parameter, message: 'is not a parameter of this route' }];
  if (typeof value !== 'string') return [{ parameter, message: 'must be given once' }];
  return GUID_OR_ALIAS.test(value) ? [] : [{ parameter, message: 'must be a GUID or an alias' }];
}

/** Only the caller's own are looked through: one of others and one that nobody has are not told apart. */
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

/** Hands a handler the organizations its request wants dropped. */
export const ToDrop = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  organizationsToDrop(context.switchToHttp().getRequest<DroppingRequest>()),
);
