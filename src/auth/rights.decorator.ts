import { SetMetadata } from '@nestjs/common';

import type { Permission } from '../config/settings.js';

export const RIGHTS = 'auth:rights';
export const KEY_AS_BEARER = 'auth:key-as-bearer';

/** What a route asks of its caller. A route that says nothing is closed to everybody. */
export type Rights = 'public' | Permission;

/** Opens a route to everybody, without a credential. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(RIGHTS, 'public' satisfies Rights);

/** Opens a route to clients that have the permission. */
export const RequirePermission = (permission: Permission): MethodDecorator & ClassDecorator =>
  SetMetadata(RIGHTS, permission);

/** Takes an API key as a bearer token too, which is the only way some callers, such as Prometheus, can send one. */
export const AcceptKeyAsBearer = (): MethodDecorator & ClassDecorator => SetMetadata(KEY_AS_BEARER, true);
