import { describe, expect, it } from 'vitest';

import { HttpRoutes } from './http-routes.js';

const routes = new HttpRoutes();
routes.add('GET', '/v1/jobs');
routes.add(['HEAD', 'GET'], '/v1/jobs/:jobId');
routes.add('DELETE', '/v1/jobs');
routes.add('GET', '/docs/*');
routes.add('GET', '/openapi.json');

describe('HttpRoutes', () => {
  it.each([
    { url: '/v1/jobs', methods: ['DELETE', 'GET'] },
    { url: '/v1/jobs?type=backup', methods: ['DELETE', 'GET'] },
    { url: '/v1/jobs/abc', methods: ['GET', 'HEAD'] },
    { url: '/v1/jobs/a%2Fb', methods: ['GET', 'HEAD'] },
    { url: '/docs/a/b.js', methods: ['GET'] },
    { url: '/openapi.json', methods: ['GET'] },
    { url: '/openapiXjson', methods: [] },
    { url: '/v1/jobs/', methods: [] },
    { url: '/v1/jobs/a/b', methods: [] },
    { url: '/V1/jobs', methods: [] },
    { url: '/', methods: [] },
    { url: '', methods: [] },
    { url: '?/v1/jobs', methods: [] },
  ])('finds $methods at $url', ({ url, methods }) => {
    expect(routes.methodsOf(url)).toEqual(methods);
  });

  it('refuses another method with those that are taken', () => {
    expect(routes.refusalAt('/v1/jobs')).toMatchObject({ status: 405, allowedMethods: ['DELETE', 'GET'] });
  });

  it('leaves an address where nothing is served to the 404', () => {
    expect(routes.refusalAt('/nothing')).toBeUndefined();
  });
});
