import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

import { AppError } from '../errors/app-error.js';
import { callerOf } from './caller.js';
import { RIGHTS, type Rights } from './rights.decorator.js';

/** Lets nobody in who may not ask this route; a route that says nothing of it is closed to everybody. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const targets = [context.getHandler(), context.getClass()];
    const rights = this.reflector.getAllAndOverride<Rights | undefined>(RIGHTS, targets);
    if (rights === 'public') return true;
    const { client } = callerOf(context.switchToHttp().getRequest<object>());
    if (rights !== undefined && client.permissions.includes(rights)) return true;
    // Who asks has to know what to ask their operator for; an undecided route has no permission to name.
    const lacking = rights === undefined ? 'a permission for this route' : `the permission ${rights}`;
    throw new AppError('forbidden', `The caller is known, but lacks ${lacking}.`);
  }
}
