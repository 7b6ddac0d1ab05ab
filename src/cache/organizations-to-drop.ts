import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

import { callerOf } from '../auth/caller.js';
import { selectOrganizations } from '../auth/visible-organizations.js';
import type { ParameterFault } from '../errors/app-error.js';
import { badParameters, unknownParameter } from '../errors/bad-parameters.js';
import { canNameOrganization } from '../organizations/organization-name.js';
import type { Organization } from '../organizations/organization.js';

interface DroppingRequest {
  readonly query: Readonly<Record<string, unknown>>;
}

const NAME = 'organizationId';

/** The organization a request names, else all that its caller may see. Throws `validation-failed` or `organization-not-found`. */
function organizationsToDrop(request: DroppingRequest): readonly Organization[] {
  const faults = Object.entries(request.query).flatMap(faultOf);
  if (faults.length > 0) throw badParameters(faults);
  const named = request.query[NAME];
  return selectOrganizations(callerOf(request), typeof named === 'string' ? [named] : undefined);
}

function faultOf([parameter, value]: [string, unknown]): ParameterFault[] {
  if (parameter !== NAME) return [unknownParameter(parameter)];
  if (typeof value !== 'string') return [{ parameter, message: 'must be given once' }];
  return canNameOrganization(value) ? [] : [{ parameter, message: 'must be a GUID or an alias' }];
}

/** Hands a handler the organizations its request wants dropped. */
export const ToDrop = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  organizationsToDrop(context.switchToHttp().getRequest<DroppingRequest>()),
);
