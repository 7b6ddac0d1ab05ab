import helmet from '@fastify/helmet';
import { fastify } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { startWorld, type World } from '../cache/small-world.js';

const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  upgradeInsecureRequests: null,
};

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** What helmet adds to an answer that has nothing else in its header. */
async function headersOfHelmet(): Promise<Record<string, unknown>> {
  const plain = fastify();
  await plain.register(helmet, { contentSecurityPolicy: { directives: CONTENT_SECURITY_POLICY } });
  plain.get('/', () => '');
  const { headers } = await plain.inject('/');
  const unsafe = new Set(['content-type', 'content-length', 'date', 'connection']);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !unsafe.has(name)));
}

it('every answer has the security headers that helmet writes', async () => {
  const expected = await headersOfHelmet();
  expect(Object.keys(expected).length).toBeGreaterThan(10);
  for (const path of ['/health/live', '/openapi.json', '/v1/jobs?unknown=1', '/nowhere']) {
    expect((await world.service.get(path)).headers, path).toMatchObject(expected);
  }
});
