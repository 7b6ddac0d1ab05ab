import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { KEY } from '../support/service.js';
import { type GatewayWorld, startGatewayWorld } from './gateway-world.js';
import { isNginxMissing } from './nginx.js';
import { through } from './through.js';

let world: GatewayWorld;

describe.skipIf(isNginxMissing)('the gateway', () => {
  beforeAll(async () => {
    world = await startGatewayWorld({ METRICS_PUBLIC: 'true' });
  });
  afterAll(() => world.close());

  it.each([
    '/metrics',
    '/metrics?x',
    '/%6detrics',
    '//metrics',
    '/v1/../metrics',
    '/./metrics',
    '/METRICS',
    '/metrics/',
    '/metrics;x',
    '/metrics%3fx',
    '/metrics%00',
    'http://jobs.example/metrics',
  ])('shows no figures for %s', async (path) => {
    const { status, text } = await through(world.nginx, path);
    expect([400, 404]).toContain(status);
    expect(text).not.toContain('process_cpu');
    // They are there, for whoever asks a replica itself.
    expect((await world.replicas[0].get('/metrics', { key: null })).text).toContain('process_cpu');
  });

  it.each(['/health/ready', '/health/live', '/openapi.json'])('lets everybody ask %s', async (path) => {
    expect((await through(world.nginx, path)).status).toBe(200);
  });

  it('tells no versions, and the same request id as the service', async () => {
    const headers = { 'x-request-id': 'asked-once', 'x-api-key': KEY };
    const { headers: answered } = await through(world.nginx, '/v1/organizations', { headers });
    expect(answered).toMatchObject({ server: 'nginx', 'x-request-id': 'asked-once' });
    expect(world.requestLines()).toContainEqual(expect.objectContaining({ requestId: 'asked-once' }));
  });

  it.each([
    ['an address that is too long', `/v1/jobs?type=${'x'.repeat(9_000)}`, {}, 414, '/problems/uri-too-long'],
    ['headers that are too large', '/', { headers: many(15, 1_200) }, 431, '/problems/header-too-large'],
    ['a header beyond what it reads itself', '/', { headers: many(1, 17_000) }, 431, 'about:blank'],
    ['a body that is too large', '/', { method: 'POST', body: 'x'.repeat(70_000) }, 413, 'about:blank'],
  ])('refuses %s with a problem document', async (_what, path, options, expected, type) => {
    const { status, headers, text } = await through(world.nginx, path, options);
    expect([status, headers['content-type']]).toEqual([
      expected,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(JSON.parse(text)).toMatchObject({ type, status: expected, requestId: headers['x-request-id'] });
  });

  it('passes headers that the service reads', async () => {
    const headers = { ...many(13, 1_100), 'x-api-key': KEY };
    expect((await through(world.nginx, '/v1/organizations', { headers })).status).toBe(200);
  });
});

function many(count: number, size: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${index}`, 'x'.repeat(size)]));
}
