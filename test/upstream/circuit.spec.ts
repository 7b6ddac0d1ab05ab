import { afterEach, beforeEach, expect, it } from 'vitest';

import { answerWith, holdUntil, resetAfter } from '../../src/demo/stand-in/fault-responders.js';
import type { World } from '../jobs/world.js';
import { ANSWERED, openCircuit, outcomeOf, startGuardedWorld, until } from './guarded-world.js';

const LONGEST_PAUSE_MS = 6_000;
const down = answerWith({ status: 500, body: '{"message":"canary"}' });

let world: World;
beforeEach(async () => void (world = await startGuardedWorld()));
afterEach(() => world.close());

const circuitLines = (): unknown[] =>
  world.service.logged.filter(({ code }) => code === 'circuit_opened' || code === 'circuit_closed');

it('makes no sixth call after five that failed, and tells when to come back', async () => {
  await openCircuit(world, down);
  expect(world.upstream.jobRequests).toBe(5);
  for (const alias of ['sales', 'care']) {
    // oxlint-disable-next-line no-await-in-loop -- One question after the other.
    const { status, type, retryAfter } = await outcomeOf(world, alias);
    expect([status, type]).toEqual([503, '/problems/circuit-open']);
    expect(Number(retryAfter)).toBeGreaterThanOrEqual(4);
    expect(Number(retryAfter)).toBeLessThanOrEqual(6);
  }
  expect(world.upstream.jobRequests).toBe(5);
});

it('leaves the other connections alone', async () => {
  await openCircuit(world, down);
  expect(await outcomeOf(world, 'retail')).toEqual(ANSWERED);
  const { partial, sources } = await world.list('/v1/jobs');
  expect(partial).toBe(true);
  expect(sources.map(({ connection, state, error }) => [connection, state, error?.type])).toEqual([
    ['fabrikam', 'live', undefined],
    ['contoso', 'failed', '/problems/circuit-open'],
    ['contoso', 'failed', '/problems/circuit-open'],
  ]);
});

it('lets one call probe the upstream after the pause, tells the others to wait, and closes when it succeeds', async () => {
  await openCircuit(world, down);
  world.clock.advance(LONGEST_PAUSE_MS);
  const gate = Promise.withResolvers<void>();
  world.upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise) });
  const probing = outcomeOf(world, 'sales');
  await until(() => world.upstream.jobRequests === 6);
  expect(await outcomeOf(world, 'care')).toEqual({
    status: 503,
    type: '/problems/circuit-open',
    retryAfter: '1',
  });
  expect(world.upstream.jobRequests).toBe(6);
  gate.resolve();
  expect(await probing).toEqual(ANSWERED);
  expect(await outcomeOf(world, 'care')).toEqual(ANSWERED);
  expect(world.upstream.jobRequests).toBe(7);
});

it('waits longer after a probe that failed, and makes no second attempt of it', async () => {
  await openCircuit(world, down);
  world.clock.advance(LONGEST_PAUSE_MS);
  world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 503 }) });
  expect(await outcomeOf(world, 'sales')).toMatchObject({
    status: 502,
    type: '/problems/upstream-unavailable',
  });
  expect(world.upstream.jobRequests).toBe(6);
  world.clock.advance(LONGEST_PAUSE_MS);
  expect(await outcomeOf(world, 'sales')).toMatchObject({ status: 503, type: '/problems/circuit-open' });
  world.clock.advance(LONGEST_PAUSE_MS);
  expect(await outcomeOf(world, 'sales')).toEqual(ANSWERED);
  expect(world.upstream.jobRequests).toBe(7);
});

it('logs when it opens and closes, with the name of the connection and nothing of the upstream', async () => {
  await openCircuit(world, down);
  world.clock.advance(LONGEST_PAUSE_MS);
  expect(await outcomeOf(world, 'sales')).toEqual(ANSWERED);
  expect(circuitLines()).toEqual([
    { code: 'circuit_opened', connection: 'contoso', message: expect.any(String) },
    { code: 'circuit_closed', connection: 'contoso', message: expect.any(String) },
  ]);
  expect(JSON.stringify(circuitLines())).not.toContain('canary');
});

it.each([
  ['refuses ten questions', answerWith({ status: 404 }), 'get'],
  ['forbids ten questions', answerWith({ status: 403 }), 'get'],
  ['knows the contract not', answerWith({ status: 501 }), 'get'],
  ['cannot be asked for want of a token', resetAfter(), 'token'],
] as const)('stays closed when the upstream %s', async (_what, respond, match) => {
  world.upstream.faults.next({ match, respond, times: Infinity });
  for (let call = 0; call < 10; call += 1) {
    // oxlint-disable-next-line no-await-in-loop -- Ten failures in a row.
    expect((await outcomeOf(world, 'sales')).status).toBe(502);
    world.clock.advance(1_000);
  }
  world.upstream.faults.clear();
  expect(await outcomeOf(world, 'sales')).toEqual(ANSWERED);
  expect(circuitLines()).toEqual([]);
});
