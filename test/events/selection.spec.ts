import { describe, expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { CARE, SALES, SERVICE } from '../cache/small-world.js';
import { NOW_MS } from '../support/upstream.js';
import { CARE_KEY, startChangingWorld, underWay } from './changing-world.js';

describe('the selection of a listener', () => {
  it.each([
    ['?organizationId=sales', ['of-sales', 'restore']],
    ['?organizationId=care,service', ['of-care']],
    [`?organizationId=${SALES.toUpperCase()}&type=RESTORE`, ['restore']],
    ['?type=backup&status=failed', ['of-care']],
    ['?status=failed&status=inProgress', ['of-sales', 'restore', 'of-care']],
  ])('%s lets through what the list would', async (query, expected) => {
    const world = await startChangingWorld();
    const all = await world.listenToAll();
    const listening = await world.listen({ query });
    world.jobs[SALES]!.push(underWay({ jobId: 'of-sales' }), underWay({ jobId: 'restore', type: 'restore' }));
    world.jobs[CARE]!.push(
      plantJob(NOW_MS - 2_000, { jobId: 'of-care', outcome: 'failed', finishMs: NOW_MS }),
    );
    await world.nextLook(all);
    world.clock.advance(15_000);
    // The third beat lies behind everything that there was to hear.
    await expect.poll(() => listening.comments.filter((text) => text === 'still here')).toHaveLength(3);
    const heard = listening.heard.map((text) => /created (\S+):/.exec(text)?.[1]);
    expect(new Set(heard)).toEqual(new Set(expected));
    expect(heard).toHaveLength(expected.length);
  });

  it('has only the organizations of the caller looked at', async () => {
    const world = await startChangingWorld();
    const listening = await world.listen({ key: CARE_KEY });
    await expect.poll(() => listening.beginnings).toBe(1);
    expect(
      world.upstream.received
        .filter(({ route }) => route === 'get')
        .map(({ query }) => query.get('organizationId')),
    ).toEqual([CARE]);
  });
});

describe('a stream that is refused', () => {
  it.each([
    ['an unknown parameter', '?page=1', 400, 'page'],
    ['a bad status', '?status=broken', 400, 'status'],
    ['a bad type', '?type=all', 400, 'type'],
  ])('says why in a problem document: %s', async (_what, query, status, parameter) => {
    const world = await startChangingWorld();
    const answer = await world.service.get(`/v1/jobs/events${query}`);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body.errors[0].parameter).toBe(parameter);
    expect(world.listeners()).toBe(0);
  });

  it('does not tell an organization of others from one that nobody has', async () => {
    const world = await startChangingWorld();
    const ask = async (id: string) => {
      const { status, body } = await world.service.get(`/v1/jobs/events?organizationId=${id}`, {
        key: CARE_KEY,
      });
      return { status, body: { ...body, requestId: '', instance: '' } };
    };
    const foreign = await ask(SERVICE);
    expect(foreign.status).toBe(404);
    expect(await ask('4d8f9a21-77c3-0e12-05b6-3c9d1f2e8a48')).toEqual(foreign);
    expect(world.upstream.received).toEqual([]);
  });

  it('is not for who accepts no event stream, and HEAD opens none', async () => {
    const world = await startChangingWorld();
    const answer = await world.service.get('/v1/jobs/events', { headers: { accept: 'application/json' } });
    expect(answer.status).toBe(406);
    const head = await fetch(`${world.service.url}/v1/jobs/events`, {
      method: 'HEAD',
      headers: { 'x-api-key': CARE_KEY },
    });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    await world.settled();
    expect(world.upstream.received).toEqual([]);
    expect(world.listeners()).toBe(0);
  });

  it('is the hundred and first of one client; the other clients still listen', async () => {
    const world = await startChangingWorld();
    const listening = await Promise.all(Array.from({ length: 100 }, () => world.listen()));
    expect(listening.map(({ response }) => response.statusCode)).toEqual(Array(100).fill(200));
    const refused = await world.service.get('/v1/jobs/events');
    expect([refused.status, refused.body.type, refused.headers['retry-after']]).toEqual([
      429,
      '/problems/rate-limited',
      '60',
    ]);
    expect((await world.listen({ key: CARE_KEY })).response.statusCode).toBe(200);
    listening[0]!.leave();
    await expect.poll(() => world.listeners()).toBe(100);
    expect((await world.listen()).response.statusCode).toBe(200);
  });
});
