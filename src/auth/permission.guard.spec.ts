import type { ExecutionContext, Type } from '@nestjs/common';
import { describe, expect, it } from 'vitest';

import type { Permission } from '../config/settings.js';
import { rememberCaller } from './caller.js';
import { PermissionGuard } from './permission.guard.js';
import { Public, RequirePermission } from './rights.decorator.js';

@RequirePermission('jobs:read')
class Routes {
  @Public() open(): void {}
  @RequirePermission('metrics:read') guarded(): void {}
  inherited(): void {}
}
class Undecided {
  open(): void {}
}
@RequirePermission('metrics:read')
class Inheriting extends Undecided {}
@RequirePermission('jobs:read')
class OtherwiseInheriting extends Undecided {}

const guard = new PermissionGuard();

/** Whether a route lets a client with these permissions in; without any list nobody has proved who they are. */
function enter(route: string, permissions?: readonly Permission[], routes: Type = Routes): boolean {
  const request = {};
  const client = {
    name: 'x',
    apiKeySha256: [],
    jwtClientId: undefined,
    organizations: ['*'],
    requestsPerMinute: 1,
  };
  if (permissions !== undefined)
    rememberCaller(request, { client: { ...client, permissions }, organizations: [] });
  const context = {
    getHandler: () => (routes.prototype as Record<string, unknown>)[route],
    getClass: () => routes,
    getArgs: () => [request],
  };
  return guard.canActivate(context as unknown as ExecutionContext);
}

const FORBIDDEN = expect.objectContaining({ code: 'forbidden' }) as unknown;

describe('the guard of permissions', () => {
  it('lets everybody in where everybody may come', () => {
    expect([enter('open'), enter('open', [])]).toEqual([true, true]);
  });

  it('lets in who has the permission of the route, or else of all routes beside it', () => {
    expect(enter('guarded', ['metrics:read'])).toBe(true);
    expect(enter('inherited', ['cache:purge', 'jobs:read'])).toBe(true);
  });

  it('refuses who has others only, or none', () => {
    expect(() => enter('guarded', ['jobs:read', 'cache:purge'])).toThrow(FORBIDDEN);
    expect(() => enter('inherited', [])).toThrow(FORBIDDEN);
  });

  it('names the permission that is lacking', () => {
    expect(() => enter('guarded', ['jobs:read'])).toThrow(/lacks the permission metrics:read\.$/);
    expect(() => enter('open', [], Undecided)).toThrow(/lacks a permission for this route\.$/);
  });

  it('lets nobody in where nobody has decided who may', () => {
    const everything: Permission[] = ['jobs:read', 'cache:purge', 'metrics:read'];
    expect(() => enter('open', everything, Undecided)).toThrow(FORBIDDEN);
  });

  it('asks of an inherited handler what its own controller asks', () => {
    expect(enter('open', ['metrics:read'], Inheriting)).toBe(true);
    expect(() => enter('open', ['metrics:read'], OtherwiseInheriting)).toThrow(FORBIDDEN);
    expect(enter('open', ['jobs:read'], OtherwiseInheriting)).toBe(true);
  });

  it('refuses who has not proved who they are', () => {
    expect(() => enter('guarded')).toThrow(expect.objectContaining({ code: 'unauthorized' }));
  });
});
