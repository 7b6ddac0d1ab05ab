import { afterEach, beforeEach, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { startWorld, tenantOf, type World } from './world.js';

const HOUR_MS = 3_600_000;

let world: World;
beforeEach(async () => {
  const environment = { CACHE_FRESH_SECONDS: '0' };
  world = await startWorld({
    tenants: [tenantOf({ contract: 'post' })],
    connection: { contract: 'auto' },
    environment,
  });
});
afterEach(() => world.close());

function routes(): string[] {
  return world.upstream.received.map(({ route }) => route).filter((route) => route !== 'token');
}

it('asks a tenant that has only POST by GET once, and by POST from then on', async () => {
  const first = await world.list('/v1/jobs');
  const second = await world.list('/v1/jobs');
  expect(routes()).toEqual(['get', 'post', 'post']);
  expect([first, second].map(({ sources }) => sources[0]?.contract)).toEqual(['post', 'post']);
  expect(second.data.length).toBeGreaterThan(0);
});

it('tries GET again after an hour', async () => {
  await world.list('/v1/jobs');
  world.clock.advance(HOUR_MS - 1);
  await world.list('/v1/jobs');
  world.clock.advance(1);
  await world.list('/v1/jobs');
  expect(routes()).toEqual(['get', 'post', 'post', 'get', 'post']);
});

it('does not take a failure of GET for a missing contract', async () => {
  world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 500 }) });
  const { status, body } = await world.service.get('/v1/jobs');
  expect(status).toBe(502);
  expect(body).toMatchObject({ type: '/problems/upstream-unavailable', sources: [{ contract: 'get' }] });
  expect(routes()).toEqual(['get']);
});

it('answers 502 for a tenant that has neither, and has asked each once', async () => {
  world.upstream.faults.next({ match: 'post', respond: answerWith({ status: 404 }) });
  const { status, body } = await world.service.get('/v1/jobs');
  expect(status).toBe(502);
  expect(body).toMatchObject({ type: '/problems/upstream-rejected' });
  expect(routes()).toEqual(['get', 'post']);
});
