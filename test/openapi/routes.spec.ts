import type { FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';

import { documentedRoutes } from './document.js';
import { oneService } from './one-service.js';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** What the service's own router has under /v1 and /health, as `GET /v1/jobs/{jobId}`. */
function servedRoutes(fastify: FastifyInstance): string[] {
  return leavesOf(fastify.printRoutes({ commonPrefix: false }))
    .filter(({ path }) => /^\/(v1|health)\//.test(path))
    .flatMap(({ path, methods }) =>
      METHODS.filter((method) => methods.includes(method)).map((method) => `${method} ${path}`),
    )
    .map((route) => route.replaceAll(/:(\w+)/g, '{$1}'))
    .toSorted();
}

/** Reads the tree that Fastify draws: every level is four columns further in and holds the rest of its parent's path. */
function leavesOf(drawing: string): { path: string; methods: string[] }[] {
  const above: string[] = [];
  return drawing.split('\n').flatMap((line) => {
    const [, indent, segment = '', methods] = /^([│├└─ ]*)(\S+)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (indent === undefined) return [];
    const depth = indent.length / 4;
    above.length = depth - 1;
    above[depth - 1] = segment;
    return methods === undefined ? [] : [{ path: above.join(''), methods: methods.split(', ') }];
  });
}

describe('openapi.json', () => {
  const service = oneService();

  it('has every route that is served under /v1 and /health, and no other', () => {
    const served = servedRoutes(service().app.getHttpAdapter().getInstance());
    const documented = documentedRoutes().map(({ method, path }) => `${method} ${path}`);
    expect(served).toContain('GET /v1/jobs/{jobId}');
    expect(served).toEqual(documented.filter((route) => / \/(v1|health)\//.test(route)).toSorted());
  });

  it('says of every route without a credential that it needs none, and of the others that they need one', async () => {
    const refusals = await Promise.all(
      documentedRoutes()
        .filter(({ method }) => method === 'GET')
        .map(async ({ path, operation }) => {
          const { status } = await fetch(service().url + path.replaceAll(/\{\w+\}/g, 'x'));
          return { path, isRefused: status === 401, isGuarded: (operation.security ?? []).length > 0 };
        }),
    );
    expect(refusals.filter(({ isRefused, isGuarded }) => isRefused !== isGuarded)).toEqual([]);
  });
});
