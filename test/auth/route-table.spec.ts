import { type INestApplication, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { RIGHTS } from '../../src/auth/rights.decorator.js';
import { HttpRoutes } from '../../src/http-routes.js';
import { startWorld, type World } from '../cache/small-world.js';

/** Every route there is, with what it asks of its caller. A new route fails here until somebody has decided. */
const TABLE: Readonly<Record<string, string>> = {
  '/': 'public',
  '/console': 'public',
  '/console/*': 'public',
  '/health/live': 'public',
  '/health/ready': 'public',
  '/mcp': 'jobs:read',
  '/metrics': 'metrics:read',
  '/v1/cache': 'cache:purge',
  '/v1/jobs': 'jobs:read',
  '/v1/jobs/events': 'jobs:read',
  '/v1/jobs/:jobId': 'jobs:read',
  '/v1/jobs/export': 'jobs:read',
  '/v1/jobs/summary': 'jobs:read',
  '/v1/organizations': 'jobs:read',
  '/v1/organizations/:organizationId/jobs': 'jobs:read',
};

/** Routes that take no GET. */
const OTHER_METHODS: Readonly<Record<string, string>> = { '/mcp': 'POST', '/v1/cache': 'DELETE' };

/** Served beside Nest's controllers, where no guard comes by: the documentation names no organization. */
const UNGUARDED = ['/docs', '/docs-json', '/docs-yaml', '/openapi.json'];

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

interface GuardedRoute {
  readonly path: string;
  readonly rights: unknown;
  readonly method: string;
}

/** Every handler that the guard comes by, read from the running application. */
function routesOf(app: INestApplication): GuardedRoute[] {
  const reflector = app.get(Reflector);
  const controllers = new DiscoveryService(app.get(ModulesContainer)).getControllers();
  return controllers.flatMap(({ instance, metatype }) => {
    const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
    const prefix = Reflect.getMetadata(PATH_METADATA, metatype as object) as string;
    return new MetadataScanner().getAllMethodNames(prototype).flatMap((name): GuardedRoute[] => {
      const handler = prototype[name]!;
      const path = Reflect.getMetadata(PATH_METADATA, handler) as string | undefined;
      if (path === undefined) return [];
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
      const rights: unknown = reflector.getAllAndOverride(RIGHTS, [handler, metatype as () => unknown]);
      const whole = `/${prefix}/${path}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1');
      return [{ path: whole, rights, method }];
    });
  });
}

describe('the routes of the service', () => {
  it('are those of the table, each open to whom it says', () => {
    const routes = routesOf(world.service.app).map(({ path, rights }) => [path, rights] as const);
    expect(Object.fromEntries(routes)).toEqual(TABLE);
  });

  it.each(Object.entries(TABLE))(
    'let nobody in at %s without a credential, but where it says public: %s',
    async (path, rights) => {
      const method = OTHER_METHODS[path] ?? 'GET';
      const answer = await fetch(world.service.url + path.replace(/:\w+/, 'x').replace(/\*$/, ''), {
        method,
      });
      expect(answer.status).toBe(rights === 'public' ? 200 : 401);
      expect(world.upstream.received).toEqual([]);
    },
  );

  it('hold nothing that no guard comes by, with any method, but the documentation', () => {
    const known = new HttpRoutes();
    for (const { path, method } of routesOf(world.service.app))
      known.add(method === 'GET' ? ['GET', 'HEAD'] : method, path);
    for (const path of [...UNGUARDED, '/docs/*']) known.add(['GET', 'HEAD'], path);
    const served = servedRoutes(
      world.service.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }),
    );
    expect(served.length).toBeGreaterThanOrEqual(Object.keys(TABLE).length);
    const isKnown = ({ path, method }: ServedRoute): boolean => known.methodsOf(path).includes(method);
    expect(served.filter((route) => !isKnown(route))).toEqual([]);
  });
});

interface ServedRoute {
  readonly path: string;
  readonly method: string;
}

/** The routes in the router's own picture: each level is four characters further in. */
function servedRoutes(picture: string): ServedRoute[] {
  const parents: string[] = [];
  return picture.split('\n').flatMap((line) => {
    const match = /^(?<indent>[│├└─ ]*)(?<segment>\S*?)(?<methods> \([A-Z, ]+\))?$/.exec(line);
    const { indent = '', segment = '', methods } = match?.groups ?? {};
    const depth = Math.round(indent.length / 4);
    parents.length = depth;
    // The router's picture leaves out the slash in front of a wildcard that stands below a route.
    parents[depth] = segment === '*' ? '/*' : segment;
    const path = parents.join('');
    return (methods?.match(/[A-Z]+/g) ?? []).map((method) => ({ path, method }));
  });
}
