import { describe, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import type { Job } from '../../src/jobs/job.js';
import { JOB_TYPE_NAMES } from '../../src/jobs/job-vocabulary.js';
import { SERVICE } from '../cache/small-world.js';
import { Listening } from '../events/listening.js';
import { isAbout } from '../support/upstream.js';
import { backupsOfList, backupsOfOrganizations, backupsOfScrape } from './backups-told.js';
import {
  countsOfFile,
  countsOfJobs,
  countsOfScrape,
  countsOfSummaries,
  summaryByRest,
  summaryByTool,
} from './counts-told.js';
import { MINUTES } from './minutes.js';
import { CALLS_A_LOOK, inOrder, startMovingWorld, stateOf, type MovingWorld } from './moving-world.js';

async function listOf({ service }: MovingWorld): Promise<Job[]> {
  return ((await service.get('/v1/jobs?pageSize=200')).body as { data: Job[] }).data;
}

/** Asks at every door, and compares each answer with the list. */
async function compareDoors(world: MovingWorld, first: readonly Job[]): Promise<readonly Job[]> {
  const jobs = await listOf(world);
  const counts = countsOfJobs(jobs);
  const scraped = await world.scrape();
  expect(await countsOfSummaries(JOB_TYPE_NAMES, summaryByRest(world)), 'summary').toEqual(counts);
  expect(await countsOfSummaries(JOB_TYPE_NAMES, await summaryByTool(world)), 'tool').toEqual(counts);
  expect(await countsOfFile(world), 'file').toEqual(counts);
  expect(countsOfScrape(scraped), 'scrape').toEqual(counts);
  expect(await backupsOfOrganizations(world), 'organizations').toEqual(backupsOfList(jobs));
  expect(backupsOfScrape(scraped), 'scraped backups').toEqual(backupsOfList(jobs));
  expect(stateOf(first, world.listening), 'listener').toEqual(inOrder(jobs));
  return jobs;
}

/** The one organization of its connection answers with an error, as long as it lasts. */
function breakService({ upstream: { faults } }: MovingWorld): void {
  faults.next({
    match: 'get',
    when: isAbout(SERVICE),
    respond: answerWith({ status: 500 }),
    times: Infinity,
  });
}

describe('list, summary, file, metrics, events, organizations and tools', () => {
  it('tell the same while jobs begin and end and an organization fails and comes back', async () => {
    const world = await startMovingWorld();
    const first = await listOf(world);
    const moments = new Set<string>();
    const heard: string[] = [];
    for (const { news, isServiceDown } of MINUTES) {
      world.upstream.faults.clear();
      if (isServiceDown) breakService(world);
      const before = world.upstream.jobRequests;
      await world.nextMinute();
      await world.hasHeard(heard.concat(news));
      heard.push(...news);
      moments.add(JSON.stringify(await compareDoors(world, first)));
      // Of an organization that fails there is no fresh copy: the metrics ask once more, and callers do not right after.
      const calls = CALLS_A_LOOK + (isServiceDown ? 1 : 0);
      await expect.poll(() => world.answered()).toBe(before + calls);
      expect(world.upstream.jobRequests).toBe(before + calls);
      expect(await world.downInMetrics()).toEqual(isServiceDown ? [SERVICE] : []);
    }
    expect(moments.size).toBe(1 + MINUTES.filter(({ news }) => news.length > 0).length);
  });
});

describe('ten listeners and ten scrapes a minute', () => {
  it('cost the upstream one look for each organization and minute', async () => {
    const world = await startMovingWorld();
    await Promise.all(Array.from({ length: 9 }, () => Listening.open(world.service.url)));
    const before = world.upstream.jobRequests;
    expect(before).toBe(CALLS_A_LOOK);
    for (let minute = 1; minute <= 5; minute += 1) {
      await world.nextMinute();
      for (let scrapes = 0; scrapes < 10; scrapes += 1) await world.scrape();
      expect(world.upstream.jobRequests).toBe(before + CALLS_A_LOOK * minute);
    }
  });
});
