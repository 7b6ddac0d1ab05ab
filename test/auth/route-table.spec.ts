import type { INestApplication } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { RIGHTS } from '../../src/auth/rights.decorator.js';
import { HttpRoutes } from '../../src/http-routes.js';
import { startWorld, type World } from '../cache/small-world.js';

/** Every route there is, with what it asks of its caller. A new route fails here until somebody has decided. */
const TABLE: Readonly<Record<string, string>> = {
  '/health/live': 'public',
  '/health/ready': 'public',
  '/v1/jobs': 'jobs:read',
  '/v1/jobs/:jobId': 'jobs:read',
  '/v1/organizations': 'jobs:read',
  '/v1/organizations/:organizationId/jobs': 'jobs:read',
};

/** Served beside Nest's controllers, where no guard comes by: the documentation names no organization. */
const UNGUARDED = ['/docs', '/docs-json', '/docs-yaml', '/openapi.json'];

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Path and rights of every handler, read from the running application. */
function routesOf(app: INestApplication): [path: string, rights: unknown][] {
  const reflector = app.get(Reflector);
  const controllers = new DiscoveryService(app.get(ModulesContainer)).getControllers();
  return controllers.flatMap(({ instance, metatype }) => {
    const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
    const prefix = Reflect.getMetadata(PATH_METADATA, metatype as object) as string;
    return new MetadataScanner().getAllMethodNames(prototype).flatMap((name): [string, unknown][] => {
      const handler = prototype[name]!;
      const path = Reflect.getMetadata(PATH_METADATA, handler) as string | undefined;
      if (path === undefined) return [];
      const rights: unknown = reflector.getAllAndOverride(RIGHTS, [handler, metatype as () => unknown]);
      return [[`/${prefix}/${path}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1'), rights]];
    });
  });
}

describe('the routes of the service', () => {
  it('are those of the table, each open to whom it says', () => {
    expect(Object.fromEntries(routesOf(world.service.app))).toEqual(TABLE);
  });

  it.each(Object.entries(TABLE))(
    'let nobody in at %s without a credential, but where it says public: %s',
    async (path, rights) => {
      const answer = await world.service.get(path.replace(/:\w+/, 'x'), { key: null });
      expect(answer.status).toBe(rights === 'public' ? 200 : 401);
      expect(world.upstream.received).toEqual([]);
    },
  );

  it('hold nothing that no guard comes by, but the documentation', () => {
    const known = new HttpRoutes();
    for (const path of [...Object.keys(TABLE), ...UNGUARDED, '/docs/*']) known.add('GET', path);
    const served = pathsOf(
      world.service.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }),
    );
    expect(served.length).toBeGreaterThanOrEqual(Object.keys(TABLE).length);
    expect(served.filter((path) => known.methodsOf(path).length === 0)).toEqual([]);
  });
});

/** The paths of the router's own picture: each level is four characters further in. */
function pathsOf(picture: string): string[] {
  const parents: string[] = [];
  return picture.split('\n').flatMap((line) => {
    const match = /^(?<indent>[│├└─ ]*)(?<segment>\S*?)(?<methods> \([A-Z, ]+\))?$/.exec(line);
    const { indent = '', segment = '', methods } = match?.groups ?? {};
    const depth = Math.round(indent.length / 4);
    parents.length = depth;
    parents[depth] = segment;
    return methods === undefined ? [] : [parents.join('')];
  });
}
