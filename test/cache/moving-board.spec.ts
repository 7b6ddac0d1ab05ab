import { afterEach, describe, expect, it, vi } from 'vitest';

import { CopyStore } from '../../src/cache/copy-store.js';
import { ConfigService } from '../../src/config/config.service.js';
import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { plantJob, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import { JobsService } from '../../src/jobs/jobs.service.js';
import { OrganizationDirectory } from '../../src/organizations/organization-directory.js';
import { NOW_MS, questionsTo } from '../support/upstream.js';
import { ALL, drop } from './replicas.js';
import { startWorld, type World } from './small-world.js';

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;
/** The beginning of the first board of a test, which is asked for at half past a minute. */
const BEGINNING_MS = NOW_MS - WEEK_MS;
const BOARD = '/v1/jobs?organizationId=sales';

let world: World;
afterEach(() => world.close());

const RECENT = plantJob(NOW_MS - 60 * MINUTE_MS);

async function start(
  jobs: readonly StandInJob[] = [RECENT],
  environment: Record<string, string> = {},
): Promise<void> {
  world = await startWorld({
    jobs: () => jobs,
    clients: [ALL],
    environment: { CACHE_STALE_SECONDS: '3600', UPSTREAM_RETRIES: '0', ...environment },
  });
  world.clock.advance(30_000);
}

async function look(path = BOARD) {
  const { body, headers } = await world.service.get(path);
  return {
    state: body.sources[0].state as string,
    error: body.sources[0].error as { type: string } | undefined,
    from: body.window.from as string,
    ids: (body.data as { id: string }[]).map(({ id }) => id),
    fetchedAt: body.sources[0].fetchedAt as string,
    age: headers['age'] as string,
    cacheStatus: headers['cache-status'] as string,
  };
}

const past = (minute: string): string =>
  `${BOARD}&from=2026-11-10T10:${minute}:00Z&to=2026-11-17T10:${minute}:00Z`;

const minuteText = (minutes: number): string => new Date(BEGINNING_MS + minutes * MINUTE_MS).toISOString();

describe('a board that moved on by a minute', () => {
  it('is answered from the copy of the minute before while that is fresh', async () => {
    await start();
    const first = await look();
    world.clock.advance(59_000);
    expect(await look()).toEqual({
      ...first,
      state: 'cached',
      from: minuteText(1),
      age: '59',
      cacheStatus: 'bff; hit; ttl=1',
    });
    expect(first.from).toBe(minuteText(0));
    expect(world.upstream.jobRequests).toBe(1);
  });

  it('is looked through once, and then kept as it was made', async () => {
    await start();
    await look();
    await look();
    world.clock.advance(50_000);
    const list = vi.spyOn(world.service.app.get(JobsService, { strict: false }), 'list');
    const made = await look();
    expect(made).toMatchObject({ state: 'cached', from: minuteText(1), age: '50' });
    expect(await look()).toEqual(made);
    world.clock.advance(9_999);
    expect(await look()).toEqual({ ...made, age: '59', cacheStatus: 'bff; hit; ttl=0' });
    expect(list).toHaveBeenCalledTimes(1);
    expect(world.upstream.jobRequests).toBe(1);
    world.clock.advance(1);
    expect((await look()).state).toBe('stale');
  });

  it('is not kept any longer than the copy it was made of is held', async () => {
    await start();
    await look();
    world.clock.advance(50_000);
    expect([await look(), await look()]).toMatchObject([{ state: 'cached' }, { state: 'cached' }]);
    await drop(world.service);
    expect((await look()).state).toBe('live');
    expect(world.upstream.jobRequests).toBe(2);
  });

  it('is not kept beside an answer to its own question', async () => {
    await start();
    await look();
    world.clock.advance(50_000);
    expect([await look(), await look()]).toMatchObject([{ age: '50' }, { age: '50' }]);
    await world.service.get(BOARD, { headers: { 'cache-control': 'no-cache' } });
    expect(await look()).toMatchObject({ state: 'cached', age: '0' });
  });

  it('is shown as stale afterwards, while its own window is asked for behind', async () => {
    await start();
    const first = await look();
    world.clock.advance(90_000);
    expect(await look()).toEqual({
      ...first,
      state: 'stale',
      from: minuteText(2),
      age: '90',
      cacheStatus: 'bff; hit; ttl=-30',
    });
    await expect.poll(() => look()).toMatchObject({ state: 'cached', age: '0' });
    expect(questionsTo(world.upstream).map(({ startTime }) => startTime)).toEqual([
      expect.stringContaining('12:00:00'),
      expect.stringContaining('12:02:00'),
    ]);
  });

  it('is asked for when nothing stale may be shown', async () => {
    await start([RECENT], { CACHE_STALE_SECONDS: '0' });
    await look();
    world.clock.advance(60_000);
    expect(await look()).toMatchObject({ state: 'live', cacheStatus: 'bff; fwd=miss' });
    expect(world.upstream.jobRequests).toBe(2);
  });

  it('is asked for when its window lies in the past: the copy says nothing of what came since', async () => {
    await start();
    await look(past('00'));
    expect((await look(past('01'))).state).toBe('live');
    expect(world.upstream.jobRequests).toBe(2);
  });
});

describe('a job at the beginning of a board that moved past it', () => {
  it('is gone when it ended before, as the upstream would say', async () => {
    const ended = plantJob(BEGINNING_MS + 10_000, { finishMs: BEGINNING_MS + 50_000 });
    await start([RECENT, ended]);
    expect((await look()).ids).toEqual([RECENT.jobId, ended.jobId]);
    world.clock.advance(50_000);
    expect(await look()).toMatchObject({ state: 'cached', ids: [RECENT.jobId] });
    expect(world.upstream.jobRequests).toBe(1);
  });

  const across = plantJob(BEGINNING_MS + 10_000, { finishMs: BEGINNING_MS + 2 * MINUTE_MS });

  it('makes the answer stale when it ended after: whether it counts, the upstream has to say', async () => {
    await start([RECENT, across]);
    await look();
    world.clock.advance(50_000);
    expect(await look()).toMatchObject({ state: 'stale', age: '50', ids: [RECENT.jobId, across.jobId] });
    await expect.poll(() => look()).toMatchObject({ state: 'cached', age: '0', ids: [RECENT.jobId] });
    expect(world.upstream.jobRequests).toBe(2);
  });

  it('makes it be asked when nothing stale may be shown', async () => {
    await start([RECENT, across], { CACHE_STALE_SECONDS: '0' });
    await look();
    world.clock.advance(50_000);
    expect(await look()).toMatchObject({ state: 'live', ids: [RECENT.jobId] });
    expect(world.upstream.jobRequests).toBe(2);
  });
});

describe('a board that is looked at for long', () => {
  it('goes on being answered while the upstream is down, and knows when it is back', async () => {
    await start();
    await look();
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 503 }), times: Infinity });
    for (let minutes = 1; minutes <= 30; minutes += 1) {
      world.clock.advance(MINUTE_MS);
      expect((await look()).ids).toEqual([RECENT.jobId]);
      await expect
        .poll(() => look())
        .toMatchObject({ state: 'stale', error: expect.anything(), from: minuteText(minutes) });
    }
    world.upstream.faults.clear();
    world.clock.advance(MINUTE_MS);
    await look();
    await expect.poll(() => look()).toMatchObject({ state: 'cached', error: undefined, age: '0' });
  });

  it('leaves no trail in memory', async () => {
    await start();
    for (let minutes = 0; minutes < 30; minutes += 1) {
      await look();
      await expect.poll(() => look()).toMatchObject({ state: 'cached', age: '0' });
      world.clock.advance(MINUTE_MS);
    }
    expect(world.upstream.jobRequests).toBe(30);
    const store = world.service.app.get(CopyStore, { strict: false });
    const { current } = world.service.app.get(ConfigService, { strict: false });
    const { all } = new OrganizationDirectory(current);
    const held = all.flatMap((organization) => store.copiesOf(organization));
    expect(held.length).toBeGreaterThan(0);
    expect(held.length).toBeLessThanOrEqual(2);
  });
});
