import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import { answerWith, resetAfter } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import { startWorld, type World } from './world.js';

let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.close());
// A minute on, nothing that an earlier failure set going is left.
beforeEach(() => {
  world.upstream.reset();
  world.clock.advance(61_000);
});

const JOBS = JSON.stringify({ totalCount: 1, jobs: [{ jobId: 'canary-1', type: 1, status: 3 }] });
const ok = (body: string | Buffer, type = 'application/json'): FaultResponder =>
  answerWith({ status: 200, headers: { 'content-type': type }, body });

it.each<[string, FaultResponder, string]>([
  ['HTML with status 200', ok('<html>canary-1</html>', 'text/html'), 'upstream-invalid'],
  ['JSON that calls itself HTML', ok(JOBS, 'text/html'), 'upstream-invalid'],
  ['truncated JSON', ok(JOBS.slice(0, -5)), 'upstream-invalid'],
  ['JSON cut short on the wire', resetAfter(JOBS.slice(0, -5)), 'upstream-invalid'],
  ['nothing at all', ok(''), 'upstream-invalid'],
  ['bytes that are no UTF-8', ok(Buffer.from([0x22, 0xff, 0xfe, 0x22])), 'upstream-invalid'],
  ['JSON without a list', ok('{"canary-1":true}'), 'upstream-invalid'],
  [
    'a failure inside a 200',
    ok('{"statusCode":500,"message":"canary-1","data":null}'),
    'upstream-unavailable',
  ],
  ['a refusal', answerWith({ status: 400, body: '{"message":"canary-1"}' }), 'upstream-rejected'],
  [
    'a redirect',
    answerWith({ status: 302, headers: { location: 'http://canary-1.invalid/' } }),
    'upstream-rejected',
  ],
  ['a forbidden', answerWith({ status: 403, body: '{"error":"canary-1"}' }), 'upstream-unauthorized'],
])(
  'answers %s with a problem that repeats nothing of it, and asks again the next time',
  async (_what, respond, code) => {
    world.upstream.faults.next({ match: 'get', respond });
    const { status, body, headers, text } = await world.service.get('/v1/jobs');
    expect({ status, type: (body as { type: string }).type }).toEqual({
      status: 502,
      type: `/problems/${code}`,
    });
    expect(headers['content-type']).toContain('application/problem+json');
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatchObject({
      sources: [{ state: 'failed', fetchedAt: null, totalItems: null, error: { status: 502 } }],
    });
    expect(text + JSON.stringify(world.service.logged)).not.toContain('canary-1');
    expect(world.upstream.jobRequests).toBe(1);
    expect((await world.list('/v1/jobs')).sources[0]?.state).toBe('live');
  },
);
