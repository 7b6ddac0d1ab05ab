import { afterEach, describe, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { ConfigService } from '../../src/config/config.service.js';
import { OrganizationDirectory } from '../../src/organizations/organization-directory.js';
import { JobsReader } from '../../src/watch/jobs-reader.js';
import { NOW_MS } from '../support/upstream.js';
import { DAY_MS, HOUR_MS, idsOf, MINUTE_MS, startBoards, windowOf, type BoardWorld } from './board-world.js';

let world: BoardWorld;
afterEach(() => world.close());

/** Looks until what moves is asked for by its tail only. */
async function warm(days = 30): Promise<void> {
  await world.board(days);
  world.clock.advance(MINUTE_MS);
  await world.board(days);
  world.clock.advance(MINUTE_MS);
  world.calls();
}

describe('a board of thirty days that needs three pages', () => {
  it('is asked for as it stands at first, once more when it has moved on, and then by its tail alone', async () => {
    world = await startBoards();
    const first = await world.board();
    expect(world.asked()).toEqual([windowOf(first)]);
    world.clock.advance(MINUTE_MS);
    const second = await world.board();
    expect(world.asked()).toEqual([`${second.window.from}/2026-11-20T12:04:00.000Z`]);
    world.clock.advance(MINUTE_MS);
    const third = await world.board();
    expect(world.asked()).toEqual([expect.stringMatching(/^2026-11-19T.*\/2026-11-20T12:05:00.000Z$/)]);
    expect(idsOf(third)).toEqual(idsOf(first));
    expect(third.sources[0]).toMatchObject({ state: 'live', totalItems: 30 });
    expect(third.window.to).toBe('2026-11-20T12:03:00.000Z');
  });

  it('costs one call a look from then on, for hours', async () => {
    world = await startBoards();
    await warm();
    const looks = 180;
    for (let look = 0; look < looks; look += 1) {
      expect((await world.board()).sources[0]?.totalItems).toBe(30);
      world.clock.advance(MINUTE_MS);
    }
    expect(world.calls() / looks).toBeLessThanOrEqual(1.1);
  });

  it('shows a job that starts, runs and ends, as it does', async () => {
    world = await startBoards();
    await warm();
    const startMs = world.clock.wallMs();
    const job = plantJob(startMs, { finishMs: startMs + 150 * MINUTE_MS });
    world.planted.push(job);
    const statuses: string[] = [];
    for (let minute = 0; minute < 160; minute += 10) {
      const { data } = await world.board();
      statuses.push(data.find(({ id }) => id === job.jobId)?.status ?? 'missing');
      world.clock.advance(10 * MINUTE_MS);
    }
    expect(statuses).toEqual([...Array<string>(15).fill('inProgress'), 'finished']);
  });

  it('is asked for anew, whole, by no-cache, which then holds for everybody', async () => {
    world = await startBoards();
    await warm();
    const [deleted] = world.planted.splice(20, 1);
    expect(idsOf(await world.board())).toContain(deleted?.jobId);
    world.calls();
    expect(idsOf(await world.board(30, { 'cache-control': 'no-cache' }))).not.toContain(deleted?.jobId);
    expect(world.calls()).toBe(3);
    world.clock.advance(MINUTE_MS);
    expect(idsOf(await world.board())).not.toContain(deleted?.jobId);
    expect(world.calls()).toBe(1);
  });

  it('shows a job that was deleted for a day at most', async () => {
    world = await startBoards();
    await warm();
    const [deleted] = world.planted.splice(20, 1);
    let shownMinutes = 0;
    for (; idsOf(await world.board()).includes(deleted?.jobId ?? ''); shownMinutes += 60) {
      world.clock.advance(HOUR_MS);
    }
    expect(shownMinutes * MINUTE_MS).toBeGreaterThan(0);
    expect(shownMinutes * MINUTE_MS).toBeLessThanOrEqual(DAY_MS);
  });
});

describe('boards side by side', () => {
  it('are renewed by one question, whichever is asked first', async () => {
    world = await startBoards();
    await warm();
    const lists = await Promise.all([1, 30, 14, 7].map((days) => world.board(days)));
    expect(lists.map(({ sources: [source] }) => source?.totalItems)).toEqual([1, 30, 14, 7]);
    expect(world.calls()).toBe(1);
  });

  it('share what is fresh without any call', async () => {
    world = await startBoards();
    await world.board();
    world.calls();
    const week = await world.board(7);
    expect(week.sources[0]).toMatchObject({
      state: 'cached',
      totalItems: 7,
      fetchedAt: '2026-11-20T12:00:30.000Z',
    });
    expect(world.calls()).toBe(0);
  });
});

describe('a window that was never asked for', () => {
  it('is shown from a board that holds it, as stale, while the upstream is down', async () => {
    world = await startBoards('start', { CACHE_STALE_SECONDS: '3600' });
    await world.board();
    world.clock.advance(MINUTE_MS);
    await world.board();
    await expect.poll(async () => (await world.board()).sources[0]?.state).toBe('cached');
    world.clock.advance(HOUR_MS - MINUTE_MS);
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 500 }), times: Infinity });
    const week = await world.board(7);
    expect(week.sources[0]).toMatchObject({ state: 'stale', totalItems: 7, error: { status: 502 } });
    expect(week.sources[0]?.fetchedAt).toBe('2026-11-20T12:01:30.000Z');
    world.clock.advance(2 * MINUTE_MS);
    await expect(world.board(14)).rejects.toThrow('502');
  });
});

describe('a window that is over', () => {
  const PAST = '/v1/jobs?from=2026-11-02T00:00:00Z&to=2026-11-09T00:00:00Z';

  it('is answered from a board that holds it, for as long as nothing in it can change', async () => {
    world = await startBoards();
    // A job across the end of the window tells that the range is not compared with the finish.
    const endMs = Date.parse('2026-11-09T00:00:00Z');
    world.planted.push(plantJob(endMs - 5 * MINUTE_MS, { finishMs: endMs + 5 * MINUTE_MS }));
    await world.list(PAST);
    await warm();
    world.clock.advance(2 * HOUR_MS);
    const list = await world.list(PAST);
    expect(list.sources[0]).toMatchObject({ state: 'cached', totalItems: 8 });
    expect(world.calls()).toBe(0);
    world.clock.advance(DAY_MS);
    expect((await world.list(PAST)).sources[0]).toMatchObject({ state: 'live', totalItems: 8 });
    expect(world.asked()).toEqual(['2026-11-02T00:00:00.000Z/2026-11-09T00:00:00.000Z']);
  });
});

describe('what is no whole answer', () => {
  it('is used as it is, and nothing is derived from it', async () => {
    world = await startBoards();
    world.planted.push(plantJob(NOW_MS - HOUR_MS, { fields: { jobId: undefined } }));
    expect((await world.board()).sources[0]).toMatchObject({ error: { recordsLeftOut: 1 }, totalItems: 30 });
    world.asked();
    world.clock.advance(MINUTE_MS);
    const again = await world.board();
    expect(again.sources[0]).toMatchObject({ state: 'live', error: { recordsLeftOut: 1 } });
    expect(world.asked()).toEqual([windowOf(again)]);
  });
});

describe('one job', () => {
  it('is looked for around its day, and boards go on by their tails', async () => {
    world = await startBoards();
    await warm();
    for (const { jobId } of world.planted.slice(31, 39)) await world.service.get(`/v1/jobs/${jobId}`);
    world.calls();
    await world.board();
    expect(world.calls()).toBe(1);
  });
});

describe('a look for changes', () => {
  it('costs one call for a week of several pages, and sees what changed just now', async () => {
    world = await startBoards('start', { EVENTS_POLL_SECONDS: '30' });
    await warm(14);
    const reader = world.service.app.get(JobsReader, { strict: false });
    const { all } = new OrganizationDirectory(
      world.service.app.get(ConfigService, { strict: false }).current,
    );
    const look = async () => {
      const [organization] = all;
      if (organization === undefined) throw new Error('there is no organization');
      const newerThanMs = world.clock.monotonicMs() - 1;
      return await reader.read(organization, { newerThanMs, signal: new AbortController().signal });
    };
    await look();
    world.calls();
    const job = plantJob(world.clock.wallMs());
    world.planted.push(job);
    world.clock.advance(MINUTE_MS / 2);
    expect([...(await look()).source.value].map(({ id }) => id)).toContain(job.jobId);
    expect(world.calls()).toBe(1);
  });
});

describe('without any freshness', () => {
  it('every request asks for its whole window', async () => {
    world = await startBoards('start', { CACHE_FRESH_SECONDS: '0' });
    for (let look = 0; look < 3; look += 1) {
      const list = await world.board();
      expect(world.asked()).toEqual([windowOf(list)]);
      world.clock.advance(MINUTE_MS);
    }
  });
});
