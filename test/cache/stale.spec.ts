import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { answerWith, hang, holdUntil } from '../../src/demo/stand-in/fault-responders.js';
import { isAbout } from '../support/upstream.js';
import { CARE, DAY, SALES, SERVICE, startWorld, WEEK, type World } from './small-world.js';

const PATH = `/v1/jobs?${DAY}`;
const ALL_STALE = ['stale', 'stale', 'stale'];
const UNAVAILABLE = { type: '/problems/upstream-unavailable', status: 502 };
const OLDER = { state: 'stale', error: UNAVAILABLE };
let world: World;
/** Timers that belong to no request. */
let idleTimers: number;

interface Source {
  readonly organizationId: string;
  readonly state: string;
  readonly error?: object;
}

beforeEach(async () => {
  world = await startWorld({ environment: { CACHE_STALE_SECONDS: '3600', UPSTREAM_RETRIES: '0' } });
  idleTimers = world.clock.pendingTimers;
});
afterEach(() => world.close());

/** From now on the upstream answers so, about one organization or all. */
const failWith = (status: number, times = Infinity, id?: string): void =>
  world.upstream.faults.next({
    match: 'get',
    respond: answerWith({ status }),
    times,
    ...(id === undefined ? {} : { when: isAbout(id) }),
  });
const sourcesOf = async (path = PATH): Promise<readonly Source[]> =>
  (await world.service.get(path)).body.sources as Source[];
const statesOf = async (path = PATH): Promise<string[]> => (await sourcesOf(path)).map(({ state }) => state);

const statesById = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await sourcesOf()).map(({ organizationId, state }) => [organizationId, state]));

/** Warms the copies, lets their freshness end, and their refresh fail. */
async function refreshedAgainst(status: number): Promise<void> {
  await world.service.get(PATH);
  world.clock.advance(60_000);
  failWith(status);
  expect(await statesOf()).toEqual(ALL_STALE);
  await expect.poll(() => sourcesOf()).toMatchObject([{ error: {} }, { error: {} }, { error: {} }]);
  expect(world.upstream.jobRequests).toBe(6);
}

describe('copies that are no longer fresh', () => {
  it('are shown at once, with their age, while one refresh runs behind', async () => {
    const fresh = await world.service.get(PATH);
    world.clock.advance(72_000);
    const gate = Promise.withResolvers<void>();
    world.upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: 3 });
    for (let count = 1; count <= 5; count += 1) {
      const { headers, body } = await world.service.get(PATH);
      expect(body.sources.map(({ state }: Source) => state)).toEqual(ALL_STALE);
      expect(body.sources[0]).not.toHaveProperty('error');
      expect(body).toMatchObject({ data: fresh.body.data, partial: false });
      expect(headers).toMatchObject({
        age: '72',
        'cache-control': 'private, max-age=0',
        'cache-status': 'bff; hit; ttl=-12',
      });
    }
    await expect.poll(() => world.upstream.jobRequests).toBe(6);
    gate.resolve();
    await expect.poll(() => statesOf()).toEqual(['cached', 'cached', 'cached']);
    expect(world.upstream.jobRequests).toBe(6);
  });

  it('are all that only-if-cached wants, and are not refreshed for it', async () => {
    await world.service.get(PATH);
    world.clock.advance(60_000);
    const { status, body } = await world.service.get(PATH, {
      headers: { 'cache-control': 'only-if-cached' },
    });
    expect([status, body.sources[0].state]).toEqual([200, 'stale']);
    // What is asked after it would come after it.
    await world.service.get(PATH, { headers: { 'cache-control': 'no-cache' } });
    expect(world.upstream.jobRequests).toBe(6);
  });

  it('are asked for again when their time is over', async () => {
    await world.service.get(PATH);
    world.clock.advance(3_660_000);
    failWith(503);
    const { status, body } = await world.service.get(PATH);
    expect(status).toBe(502);
    expect(body.sources.map(({ state }: Source) => state)).toEqual(['failed', 'failed', 'failed']);
  });
});

describe('an upstream that is down', () => {
  it('is hidden by warm copies, its error beside them, and asked no more for five seconds', async () => {
    await refreshedAgainst(503);
    const { body, headers } = await world.service.get(PATH);
    expect(body).toMatchObject({
      partial: false,
      sources: [OLDER, OLDER, OLDER],
    });
    expect(body.data).toHaveLength(9);
    expect(headers).toMatchObject({ age: '60', 'cache-status': 'bff; hit; ttl=0' });
    world.clock.advance(4_999);
    for (let count = 1; count <= 10; count += 1) await world.service.get(PATH);
    // Whatever would still be on its way is there before the answer to this one.
    await world.service.get(`/v1/jobs?${WEEK}`);
    expect(world.upstream.jobRequests).toBe(9);
  });

  it('hides nothing that was asked before, in any list', async () => {
    const paths = [
      PATH,
      `${PATH}&status=failed&sort=startTime&pageSize=1`,
      `${PATH}&allowPartial=false`,
      `/v1/organizations/sales/jobs?${DAY}`,
      '/v1/organizations',
    ];
    for (const path of paths) expect((await world.service.get(path)).status).toBe(200);
    failWith(503);
    for (const elapsedMs of [60_000, 5_000, 600_000]) {
      world.clock.advance(elapsedMs);
      const answers = await Promise.all(paths.map((path) => world.service.get(path)));
      expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
      // Each fetch has a timer: now none is left.
      await expect.poll(() => world.clock.pendingTimers).toBe(idleTimers);
    }
  });

  it('hides no job that is in any copy', async () => {
    const { body } = await world.service.get(PATH);
    const { id } = body.data[0] as { id: string };
    failWith(503);
    world.upstream.faults.next({ match: 'post', respond: answerWith({ status: 503 }), times: Infinity });
    for (const elapsedMs of [0, 60_000, 600_000]) {
      world.clock.advance(elapsedMs);
      const answer = await world.service.get(`/v1/jobs/${id}`);
      expect([answer.status, answer.body.data?.id]).toEqual([200, id]);
    }
    world.clock.advance(3_600_000);
    expect((await world.service.get(`/v1/jobs/${id}`)).status).toBe(502);
  });

  it('is forgotten as soon as it is back', async () => {
    await refreshedAgainst(503);
    world.upstream.faults.clear();
    world.clock.advance(5_000);
    expect(await statesOf()).toEqual(ALL_STALE);
    await expect
      .poll(() => sourcesOf())
      .toMatchObject([{ state: 'cached' }, { state: 'cached' }, { state: 'cached' }]);
    expect(world.upstream.jobRequests).toBe(9);
    world.clock.advance(60_000);
    const sources = await sourcesOf();
    expect(sources.map(({ state, error }) => [state, error])).toEqual(
      ALL_STALE.map((state) => [state, undefined]),
    );
  });

  it('holds nobody who can have an older copy when it hangs, and is given up at the end of its time', async () => {
    await world.service.get(PATH);
    world.clock.advance(60_000);
    world.upstream.faults.next({ match: 'get', respond: hang(), times: Infinity });
    expect(await statesOf()).toEqual(ALL_STALE);
    await expect.poll(() => world.upstream.jobRequests).toBe(6);
    world.clock.advance(25_000);
    const late = { state: 'stale', error: { type: '/problems/upstream-timeout', status: 504 } };
    await expect.poll(() => sourcesOf()).toMatchObject([late, late, late]);
    expect(world.upstream.jobRequests).toBe(6);
  });
});

describe('one organization that fails', () => {
  it('is filled from its last good copy, beside those that were renewed', async () => {
    await world.service.get(PATH);
    world.clock.advance(60_000);
    failWith(500, 1, CARE);
    await world.service.get(PATH);
    await expect
      .poll(() => statesById())
      .toEqual({ [SALES]: 'cached', [CARE]: 'stale', [SERVICE]: 'cached' });
    const { status, body, headers } = await world.service.get(`${PATH}&allowPartial=false`);
    expect([status, body.partial, body.data.length]).toEqual([200, false, 9]);
    expect(body.sources.find(({ organizationId }: Source) => organizationId === CARE).error).toMatchObject(
      UNAVAILABLE,
    );
    expect(headers).toMatchObject({ age: '60', 'cache-control': 'private, max-age=0' });
    expect(world.upstream.jobRequests).toBe(6);
  });

  it('is missing when access to it was withdrawn, also after the upstream has failed otherwise', async () => {
    await world.service.get(PATH);
    world.clock.advance(60_000);
    failWith(403, 1, CARE);
    await world.service.get(PATH);
    failWith(503, Infinity, CARE);
    await expect
      .poll(() => statesById())
      .toEqual({ [SALES]: 'cached', [CARE]: 'failed', [SERVICE]: 'cached' });
    world.clock.advance(5_000);
    await world.service.get(PATH);
    await expect.poll(() => world.clock.pendingTimers).toBe(idleTimers);
    const { body } = await world.service.get(PATH);
    expect(body.partial).toBe(true);
    expect(JSON.stringify(body.data)).not.toContain(CARE);
  });

  it.each([400, 404, 302])('is missing when its question is refused with %i', async (status) => {
    await world.service.get(PATH);
    world.clock.advance(60_000);
    failWith(status, 1, CARE);
    await world.service.get(PATH);
    await expect
      .poll(() => statesById())
      .toEqual({ [SALES]: 'cached', [CARE]: 'failed', [SERVICE]: 'cached' });
    expect(world.upstream.jobRequests).toBe(6);
  });
});

describe('no-cache', () => {
  const headers = { 'cache-control': 'no-cache' };

  it('is answered from copies, fresh ones too, when the upstream fails', async () => {
    await world.service.get(PATH);
    world.clock.advance(7_000);
    failWith(503);
    const answer = await world.service.get(PATH, { headers });
    expect(answer.body).toMatchObject({ partial: false, sources: [OLDER, OLDER, OLDER] });
    expect(answer.headers).toMatchObject({ age: '7', 'cache-status': 'bff; fwd=request' });
    expect(world.upstream.jobRequests).toBe(6);
    // Who takes copies still has fresh ones.
    expect(await statesOf()).toEqual(['cached', 'cached', 'cached']);
  });

  it('is told that the upstream refuses the question', async () => {
    await world.service.get(PATH);
    failWith(400);
    expect((await world.service.get(PATH, { headers })).status).toBe(502);
  });
});
