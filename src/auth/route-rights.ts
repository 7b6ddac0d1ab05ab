import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

import { KEY_AS_BEARER, RIGHTS, type Rights } from './rights.decorator.js';

/** What the decorators of a route, or else those of its controller, ask of whoever calls it. */
export interface RouteRights {
  /** Undefined when nobody has decided. */
  readonly rights: Rights | undefined;
  readonly takesKeyAsBearer: boolean;
}

type Route = Pick<ExecutionContext, 'getClass' | 'getHandler'>;

const reflector = new Reflector();
/** By controller and handler: controllers that inherit a handler may differ in what they ask. */
const known = new WeakMap<object, WeakMap<object, RouteRights>>();

/** Read once for each route: what decorators say never changes. */
export function routeRightsOf(route: Route): RouteRights {
  return known.get(route.getClass())?.get(route.getHandler()) ?? learnRights(route);
}

function learnRights(route: Route): RouteRights {
  const [controller, handler] = [route.getClass(), route.getHandler()];
  const rights = readRights([handler, controller]);
  const ofController = known.get(controller) ?? new WeakMap<object, RouteRights>();
  known.set(controller, ofController.set(handler, rights));
  return rights;
}

function readRights(targets: Parameters<Reflector['getAllAndOverride']>[1]): RouteRights {
  return {
    rights: reflector.getAllAndOverride<Rights | undefined>(RIGHTS, targets),
    takesKeyAsBearer: reflector.getAllAndOverride<true | undefined>(KEY_AS_BEARER, targets) === true,
  };
}
