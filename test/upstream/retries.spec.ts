import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { answerWith, hang, resetAfter } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import type { World } from '../jobs/world.js';
import { HELD_SECONDS, HeldDeadlines } from '../support/held-deadlines.js';
import { questionsTo } from '../support/upstream.js';
import { ANSWERED, noticed, outcomeOf, startGuardedWorld } from './guarded-world.js';

const deadlines = HeldDeadlines.forThisFile();
const LONGEST_FIRST_WAIT_MS = 200;
const LONGEST_SECOND_WAIT_MS = 400;

describe('with two further attempts', () => {
  let world: World;
  beforeEach(
    async () =>
      void (world = await startGuardedWorld({ environment: { UPSTREAM_TIMEOUT_SECONDS: HELD_SECONDS } })),
  );
  afterEach(() => world.close());

  it.each<[string, FaultResponder]>([
    ['502', answerWith({ status: 502 })],
    ['503', answerWith({ status: 503, headers: { 'content-type': 'text/html' }, body: '<html>' })],
    ['504', answerWith({ status: 504 })],
  ])('asks once more after %s, and answers as if nothing had been', async (_what, respond) => {
    const fault = noticed(world, respond);
    world.upstream.faults.next({ match: 'get', ...fault });
    const answering = world.list('/v1/organizations/sales/jobs');
    await fault.paused();
    expect(world.upstream.jobRequests).toBe(1);
    world.clock.advance(LONGEST_FIRST_WAIT_MS);
    const { data, sources, partial } = await answering;
    expect([data.length > 0, sources[0]?.state, sources[0]?.error, partial]).toEqual([
      true,
      'live',
      undefined,
      false,
    ]);
    expect(world.upstream.jobRequests).toBe(2);
    expect(new Set(questionsTo(world.upstream).map((question) => JSON.stringify(question))).size).toBe(1);
  });

  it('asks once more after a reset before the answer', async () => {
    // The first reset meets the connection that the token came by, and is repeated at once on a new one.
    world.upstream.faults.next({ match: 'get', respond: resetAfter() });
    const fault = noticed(world, resetAfter());
    world.upstream.faults.next({ match: 'get', ...fault });
    const answering = outcomeOf(world, 'sales');
    await fault.paused();
    expect(world.upstream.jobRequests).toBe(2);
    world.clock.advance(LONGEST_FIRST_WAIT_MS);
    expect(await answering).toEqual(ANSWERED);
    expect(world.upstream.jobRequests).toBe(3);
  });

  it('gives up after three attempts, as the upstream last failed', async () => {
    const faults = [502, 503, 504].map((status) => noticed(world, answerWith({ status })));
    for (const fault of faults) world.upstream.faults.next({ match: 'get', ...fault });
    const answering = outcomeOf(world, 'sales');
    await faults[0]?.paused();
    world.clock.advance(LONGEST_FIRST_WAIT_MS);
    await faults[1]?.paused();
    world.clock.advance(LONGEST_SECOND_WAIT_MS);
    expect(await answering).toEqual({
      status: 502,
      type: '/problems/upstream-unavailable',
      retryAfter: undefined,
    });
    expect(world.upstream.jobRequests).toBe(3);
  });

  it.each<[string, FaultResponder, number, string]>([
    ['500', answerWith({ status: 500 }), 502, 'upstream-unavailable'],
    ['501', answerWith({ status: 501 }), 502, 'upstream-unavailable'],
    ['418', answerWith({ status: 418 }), 502, 'upstream-rejected'],
    ['404', answerWith({ status: 404 }), 502, 'upstream-rejected'],
    ['403', answerWith({ status: 403 }), 502, 'upstream-unauthorized'],
    ['302', answerWith({ status: 302, headers: { location: '/' } }), 502, 'upstream-rejected'],
    ['a 429 that names no time', answerWith({ status: 429 }), 503, 'upstream-throttled'],
    ['a body that is cut short', resetAfter('{"totalCount":1,"jobs":['), 502, 'upstream-invalid'],
    [
      'HTML with 200',
      answerWith({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }),
      502,
      'upstream-invalid',
    ],
    ['no answer in time', deadlines.inVain(hang()), 504, 'upstream-timeout'],
  ])('asks once only after %s', async (_what, respond, status, code) => {
    world.upstream.faults.next({ match: 'get', respond, times: Infinity });
    expect(await outcomeOf(world, 'sales')).toMatchObject({ status, type: `/problems/${code}` });
    expect(world.upstream.jobRequests).toBe(1);
  });

  it('asks once more, with a new token, an upstream that answers 401 for good', async () => {
    world.upstream.faults.next({
      match: 'get',
      respond: answerWith({ status: 401, body: '{"jobs":[]}' }),
      times: Infinity,
    });
    expect(await outcomeOf(world, 'sales')).toMatchObject({
      status: 502,
      type: '/problems/upstream-unauthorized',
    });
    expect([world.upstream.jobRequests, world.upstream.tokenRequests]).toEqual([2, 2]);
  });

  it('asks again with a new token after 401, which is no retry, and then retries', async () => {
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 401 }) });
    const fault = noticed(world, answerWith({ status: 503 }));
    world.upstream.faults.next({ match: 'get', ...fault });
    const answering = outcomeOf(world, 'sales');
    await fault.paused();
    world.clock.advance(LONGEST_FIRST_WAIT_MS);
    expect(await answering).toEqual(ANSWERED);
    expect([world.upstream.jobRequests, world.upstream.tokenRequests]).toEqual([3, 2]);
  });
});

it('asks once only when UPSTREAM_RETRIES is 0', async () => {
  const world = await startGuardedWorld({ environment: { UPSTREAM_RETRIES: '0' } });
  try {
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 503 }) });
    expect(await outcomeOf(world, 'sales')).toMatchObject({
      status: 502,
      type: '/problems/upstream-unavailable',
    });
    expect(world.upstream.jobRequests).toBe(1);
  } finally {
    await world.close();
  }
});
