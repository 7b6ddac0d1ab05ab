import { afterEach, beforeEach, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import type { World } from '../jobs/world.js';
import { ANSWERED, noticed, outcomeOf, startGuardedWorld, until } from './guarded-world.js';

let world: World;
beforeEach(async () => void (world = await startGuardedWorld()));
afterEach(() => world.close());

const inSeconds = (seconds: number): string => new Date(world.clock.wallMs() + 1000 * seconds).toUTCString();

it.each([
  [429, 'seconds'],
  [429, 'date'],
  [503, 'seconds'],
  [503, 'date'],
])('waits for as long as a %i asks in %s, and then answers', async (status, form) => {
  const headers = { 'retry-after': form === 'date' ? inSeconds(20) : '20' };
  const fault = noticed(world, answerWith({ status, headers }));
  world.upstream.faults.next({ match: 'get', ...fault });
  const answering = outcomeOf(world, 'sales');
  await fault.paused();
  world.clock.advance(19_999);
  // Whatever was sent at that moment has come when the question to another connection has been answered.
  expect(await outcomeOf(world, 'retail')).toEqual(ANSWERED);
  expect(world.upstream.jobRequests).toBe(2);
  world.clock.advance(1 + 200);
  expect(await answering).toEqual(ANSWERED);
  expect(world.upstream.jobRequests).toBe(3);
});

it.each([
  [429, 503, 'upstream-throttled'],
  [503, 502, 'upstream-unavailable'],
])(
  'after a %i whose time does not fit tells every call on the connection at once, without asking',
  async (status, answered, code) => {
    world.upstream.faults.next({
      match: 'get',
      respond: answerWith({ status, headers: { 'retry-after': '60' } }),
    });
    const told = { status: answered, type: `/problems/${code}` };
    expect(await outcomeOf(world, 'sales')).toEqual({ ...told, retryAfter: '60' });
    world.clock.advance(10_000);
    expect(await outcomeOf(world, 'sales')).toEqual({ ...told, retryAfter: '50' });
    expect(await outcomeOf(world, 'care')).toEqual({ ...told, retryAfter: '50' });
    expect(world.upstream.jobRequests).toBe(1);

    expect(await outcomeOf(world, 'retail')).toEqual(ANSWERED);
    world.clock.advance(50_000);
    expect(await outcomeOf(world, 'care')).toEqual(ANSWERED);
    expect(world.upstream.jobRequests).toBe(3);
  },
);

it('holds a call for another organization back until the time is over, when that fits its own deadline', async () => {
  world.upstream.faults.next({
    match: 'get',
    respond: answerWith({ status: 429, headers: { 'retry-after': '40' } }),
  });
  expect((await outcomeOf(world, 'sales')).retryAfter).toBe('40');
  world.clock.advance(20_000);
  const before = world.clock.pendingTimers;
  const answering = outcomeOf(world, 'care');
  // The request's own deadline, that of its fetch, and the wait.
  await until(() => world.clock.pendingTimers === before + 3);
  expect(world.upstream.jobRequests).toBe(1);
  world.clock.advance(20_000);
  expect(await answering).toEqual(ANSWERED);
  expect(world.upstream.jobRequests).toBe(2);
});

it('takes a wait of a year for five minutes', async () => {
  world.upstream.faults.next({
    match: 'get',
    respond: answerWith({ status: 429, headers: { 'retry-after': '31536000' } }),
  });
  expect((await outcomeOf(world, 'sales')).retryAfter).toBe('300');
  world.clock.advance(300_000);
  expect(await outcomeOf(world, 'sales')).toEqual(ANSWERED);
});
