import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';

import { AppError } from '../errors/app-error.js';
import { callerOf } from './caller.js';
import { routeRightsOf } from './route-rights.js';

/** Lets nobody in who may not ask this route; a route that says nothing of it is closed to everybody. */
@Injectable()
export class PermissionGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { rights } = routeRightsOf(context);
    if (rights === 'public') return true;
    const [request] = context.getArgs<[object]>();
    const { client } = callerOf(request);
    if (rights !== undefined && client.permissions.includes(rights)) return true;
    // Who asks has to know what to ask their operator for; an undecided route has no permission to name.
    const lacking = rights === undefined ? 'a permission for this route' : `the permission ${rights}`;
    throw new AppError('forbidden', `The caller is known, but lacks ${lacking}.`);
  }
}
