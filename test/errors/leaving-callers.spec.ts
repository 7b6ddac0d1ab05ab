import { once } from 'node:events';
import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import { DAY, SALES, startWorld, type World } from '../cache/small-world.js';
import { KEY } from '../support/service.js';
import { problemIn } from './problem-document.js';

const PATH = `/v1/jobs?${DAY}&organizationId=${SALES}`;
let world: World;
/** Timers that belong to no request. */
let idleTimers: number;

beforeAll(async () => {
  world = await startWorld();
  idleTimers = world.clock.pendingTimers;
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.advance(3_600_000);
  world.upstream.reset();
});

/** Holds a call upstream until it is let go, and tells when it came and when its connection was closed. */
function heldCall() {
  const arrived = Promise.withResolvers<ServerResponse>();
  const released = Promise.withResolvers<void>();
  const respond: FaultResponder = async (_request, response) => {
    arrived.resolve(response);
    await released.promise;
    return 'continue' as const;
  };
  world.upstream.faults.next({ match: 'get', respond });
  return { arrived: arrived.promise, release: released.resolve };
}

/** A caller who can hang up. */
function callAndMaybeLeave(): {
  readonly answer: Promise<IncomingMessage | undefined>;
  readonly leave: () => void;
} {
  const call = get(world.service.url + PATH, { headers: { 'x-api-key': KEY }, agent: false });
  const answer = once(call, 'response').then(
    ([response]: IncomingMessage[]) => response,
    () => undefined,
  );
  return { answer, leave: () => void call.destroy() };
}

/** Each request has a timer for its deadline, and so has each fetch. */
async function timersAre(count: number): Promise<void> {
  await expect.poll(() => world.clock.pendingTimers - idleTimers).toBe(count);
}

describe('a caller who leaves', () => {
  it('ends the call upstream that only he waited for', async () => {
    const held = heldCall();
    const caller = callAndMaybeLeave();
    const response = await held.arrived;
    caller.leave();
    await once(response, 'close');
    expect(response.writableFinished).toBe(false);
    await timersAre(0);
    held.release();
    expect((await world.service.get(PATH)).headers['cache-status']).toBe('bff; fwd=miss');
    expect(world.upstream.jobRequests).toBe(2);
    expect(world.service.logged.filter(({ code }) => code === 'internal_error')).toEqual([]);
  });

  it('does not end what another one waits for', async () => {
    const held = heldCall();
    const leaver = callAndMaybeLeave();
    const response = await held.arrived;
    const stays = world.service.get(PATH);
    await timersAre(3);
    leaver.leave();
    await timersAre(2);
    expect(response.closed).toBe(false);
    held.release();
    expect((await stays).body.data).toHaveLength(3);
    expect(world.upstream.jobRequests).toBe(1);
  });
});

describe('the deadline of a request', () => {
  it('is answered 504, and ends the call upstream', async () => {
    const held = heldCall();
    const answer = world.service.get(PATH);
    const response = await held.arrived;
    world.clock.advance(25_000);
    expect(problemIn(await answer)).toBe('504 upstream-timeout');
    if (!response.closed) await once(response, 'close');
    held.release();
  });
});
