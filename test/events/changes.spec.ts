import { describe, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { CARE, SALES } from '../cache/small-world.js';
import { isAbout, NOW_MS } from '../support/upstream.js';
import { POLL_MS, startChangingWorld, underWay } from './changing-world.js';

const DAY_MS = 24 * 3_600_000;

describe('a listener', () => {
  it('hears nothing of what was there before, and of each job that comes up', async () => {
    const world = await startChangingWorld();
    world.jobs[SALES]!.push(plantJob(NOW_MS - 60_000, { jobId: 'before' }));
    const listening = await world.listenToAll();
    world.jobs[CARE]!.push(underWay({ jobId: 'new' }));
    await world.nextLook(listening);
    expect(listening.heard).toEqual(['job.created new: null, inProgress']);
  });

  it('hears of a job that ends, with the job as the list has it and what it was before', async () => {
    const world = await startChangingWorld();
    world.jobs[SALES]!.push(underWay({ jobId: 'a' }));
    const listening = await world.listenToAll();
    world.jobs[SALES] = [plantJob(NOW_MS - 1_000, { jobId: 'a', finishMs: NOW_MS, outcome: 'failed' })];
    await world.nextLook(listening);
    expect(listening.heard).toEqual(['job.changed a: inProgress, failed']);
    const { body } = await world.service.get('/v1/jobs?organizationId=sales&status=failed');
    expect(listening.events.find(({ data }) => data.job.id === 'a')?.data.job).toEqual(body.data[0]);
  });

  it('hears of counts that grow while the status stays', async () => {
    const world = await startChangingWorld();
    world.jobs[SALES]!.push(underWay({ jobId: 'a', fields: { successfulRecord: 1 } }));
    const listening = await world.listenToAll();
    world.jobs[SALES] = [underWay({ jobId: 'a', fields: { successfulRecord: 2 } })];
    await world.nextLook(listening);
    expect(listening.heard).toEqual(['job.changed a: inProgress, inProgress']);
  });

  it('hears of everything once, however often it is looked at', async () => {
    const world = await startChangingWorld();
    const listening = await world.listenToAll();
    world.jobs[SALES]!.push(underWay({ jobId: 'a' }));
    for (let round = 0; round < 3; round += 1) await world.nextLook(listening);
    expect(listening.heard).toEqual(['job.created a: null, inProgress']);
  });

  it('hears nothing of a job that slides out of the seven days, nor of one that is missing for a moment', async () => {
    const world = await startChangingWorld();
    const sliding = plantJob(NOW_MS - 7 * DAY_MS + 5_000, {
      jobId: 'sliding',
      finishMs: NOW_MS - 7 * DAY_MS + 9_000,
    });
    const blinking = plantJob(NOW_MS - DAY_MS, { jobId: 'blinking' });
    world.jobs[SALES]!.push(sliding, blinking);
    const listening = await world.listenToAll();
    world.jobs[SALES] = [];
    for (let round = 0; round < 3; round += 1) await world.nextLook(listening);
    world.jobs[SALES] = [blinking];
    await world.nextLook(listening);
    expect(listening.heard).toEqual([]);
  });

  it('hears after a look that failed of what happened meanwhile, and the log tells of the failure once', async () => {
    const world = await startChangingWorld();
    const listening = await world.listenToAll();
    world.upstream.faults.next({
      match: 'get',
      when: isAbout(SALES),
      respond: answerWith({ status: 500 }),
      times: 2,
    });
    world.jobs[SALES]!.push(underWay({ jobId: 'meanwhile' }));
    for (let round = 0; round < 2; round += 1) {
      const number = world.upstream.jobRequests;
      world.clock.advance(POLL_MS);
      await expect.poll(() => world.upstream.jobRequests).toBe(number + 3);
      await expect.poll(() => world.upstream.faults.size).toBe(round === 0 ? 1 : 0);
      await world.settled();
    }
    expect(listening.heard).toEqual([]);
    await world.nextLook(listening);
    expect(listening.heard).toEqual(['job.created meanwhile: null, inProgress']);
    const codes = world.service.logged.map(({ code }) => code);
    expect(codes.filter((code) => String(code).startsWith('watch_'))).toEqual([
      'watch_failed',
      'watch_recovered',
    ]);
  });
});
