import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { drip, hang, resetAfter } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import { DAY, SALES, startWorld, type World } from '../cache/small-world.js';
import { problemIn } from './problem-document.js';

const PATH = `/v1/jobs?${DAY}`;
const TIMEOUT_MS = 1_000;
/** Far below the ten seconds a call would have by default, and far above what two busy cores need. */
const WELL_WITHIN_MS = 8_000;

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
  const environment = { UPSTREAM_TIMEOUT_SECONDS: String(TIMEOUT_MS / 1000), UPSTREAM_RETRIES: '0' };
  world = await startWorld({ environment });
});
afterEach(() => world.close());

async function timed<T>(work: Promise<T>): Promise<[T, number]> {
  const begunMs = performance.now();
  return [await work, performance.now() - begunMs];
}

const FAULTS: readonly (readonly [string, FaultResponder])[] = [
  ['hangs', hang()],
  ['drips', drip(' ', 20)],
  ['stalls in mid-body', stall],
];

describe('an upstream that', () => {
  it.each(FAULTS)(
    '%s for one organization is cut off in time, while the others are answered',
    async (_what, respond) => {
      world.upstream.faults.next({ match: 'get', when: isForSales, respond });
      const [{ status, body }, tookMs] = await timed(world.service.get(PATH));
      expect([status, body.partial, body.data.length]).toEqual([200, true, 6]);
      expect(
        body.sources.find(({ organizationId }: { organizationId: string }) => organizationId === SALES),
      ).toMatchObject({
        state: 'failed',
        error: { type: '/problems/upstream-timeout', status: 504 },
      });
      expect(tookMs).toBeGreaterThanOrEqual(TIMEOUT_MS - 5);
      expect(tookMs).toBeLessThan(WELL_WITHIN_MS);
      expect(world.upstream.jobRequests).toBe(3);
    },
  );

  it('hangs for all is a 504 with every source', async () => {
    world.upstream.faults.next({ match: 'get', respond: hang(), times: 3 });
    const [answer, tookMs] = await timed(world.service.get(PATH));
    expect(problemIn(answer)).toBe('504 upstream-timeout');
    expect(answer.body.sources).toHaveLength(3);
    expect(tookMs).toBeLessThan(WELL_WITHIN_MS);
  });

  it('cuts its answer short is a 502, and nothing of it is kept', async () => {
    world.upstream.faults.next({ match: 'get', respond: resetAfter('{"totalCount":0,"jobs":[]}'), times: 3 });
    expect(problemIn(await world.service.get(PATH))).toBe('502 upstream-invalid');
    expect((await world.service.get(PATH)).body.data).toHaveLength(9);
  });

  it('fails is not kept: the next caller is answered', async () => {
    world.upstream.faults.next({ match: 'get', respond: hang(), times: 3 });
    expect(problemIn(await world.service.get(`${PATH}&allowPartial=false`))).toBe('504 upstream-timeout');
    const { status, body } = await world.service.get(`${PATH}&allowPartial=false`);
    expect([status, body.data.length]).toEqual([200, 9]);
  });
});
