import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { drip, hang, resetAfter } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import { DAY, SALES, startWorld, type World } from '../cache/small-world.js';
import { HELD_SECONDS, HeldDeadlines } from '../support/held-deadlines.js';
import { problemIn } from './problem-document.js';

const PATH = `/v1/jobs?${DAY}`;
const deadlines = HeldDeadlines.forThisFile();

/** Half an answer, then nothing more. */
const stall: FaultResponder = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
  response.write('{"totalCount":3,"jobs":[');
  return undefined;
};

const isForSales = ({ query }: { query: URLSearchParams }): boolean => query.get('organizationId') === SALES;

let world: World;

// Failures in a row make the service stop asking: each test begins with a connection that is trusted.
beforeEach(async () => {
  const environment = { UPSTREAM_TIMEOUT_SECONDS: HELD_SECONDS, UPSTREAM_RETRIES: '0' };
  world = await startWorld({ environment });
});
afterEach(() => world.close());

const FAULTS: readonly (readonly [string, FaultResponder])[] = [
  ['hangs', deadlines.inVain(hang())],
  ['drips', deadlines.inVain(drip(' ', 20), 3)],
  ['stalls in mid-body', deadlines.inVain(stall)],
];

describe('an upstream that', () => {
  it.each(FAULTS)(
    '%s for one organization is cut off in time, while the others are answered',
    async (_what, respond) => {
      world.upstream.faults.next({ match: 'get', when: isForSales, respond });
      const { status, body } = await world.service.get(PATH);
      expect([status, body.partial, body.data.length]).toEqual([200, true, 6]);
      expect(
        body.sources.find(({ organizationId }: { organizationId: string }) => organizationId === SALES),
      ).toMatchObject({
        state: 'failed',
        error: { type: '/problems/upstream-timeout', status: 504 },
      });
      expect(world.upstream.jobRequests).toBe(3);
    },
  );

  it('hangs for all is a 504 with every source', async () => {
    world.upstream.faults.next({ match: 'get', respond: deadlines.inVain(hang()), times: 3 });
    const answer = await world.service.get(PATH);
    expect(problemIn(answer)).toBe('504 upstream-timeout');
    expect(answer.body.sources).toHaveLength(3);
  });

  it('cuts its answer short is a 502, and nothing of it is kept', async () => {
    world.upstream.faults.next({ match: 'get', respond: resetAfter('{"totalCount":0,"jobs":[]}'), times: 3 });
    expect(problemIn(await world.service.get(PATH))).toBe('502 upstream-invalid');
    expect((await world.service.get(PATH)).body.data).toHaveLength(9);
  });

  it('fails is not kept: the next caller is answered', async () => {
    world.upstream.faults.next({ match: 'get', respond: deadlines.inVain(hang()), times: 3 });
    expect(problemIn(await world.service.get(`${PATH}&allowPartial=false`))).toBe('504 upstream-timeout');
    const { status, body } = await world.service.get(`${PATH}&allowPartial=false`);
    expect([status, body.data.length]).toEqual([200, 9]);
  });
});
