import { describe, expect, it } from 'vitest';

import { CARE, SALES, SERVICE } from '../cache/small-world.js';
import { NOW_MS } from '../support/upstream.js';
import { startReceiver } from './receiver.js';
import { ended, startWebhookWorld, told, webhookEntry } from './webhook-world.js';

const DAY_MS = 24 * 3_600_000;
const bad = { outcome: 'failed', type: 'restore' } as const;

describe('a receiver', () => {
  it('is told of a job that fails, signed, with the job as the list has it', async () => {
    const receiver = await startReceiver();
    const world = await startWebhookWorld([webhookEntry(receiver)]);
    const service = await world.start();
    world.jobs[SALES]!.push(ended('a', bad));
    await world.look();
    await expect.poll(() => receiver.received.length).toBe(1);
    const { body } = await service.get('/v1/jobs?status=failed');
    expect(receiver.received[0]).toMatchObject({
      id: expect.stringMatching(/^msg_[\w-]{27}$/),
      sentAtMs: NOW_MS + 30_000,
      body: { type: 'job.failed', timestamp: '2026-11-20T12:00:30.000Z', data: { job: body.data[0] } },
    });
    expect(told(service)).toEqual(['webhook_delivered job.failed 1']);
  });

  it('is told of each bad end once, and of none that was there at the first start', async () => {
    const receiver = await startReceiver();
    const world = await startWebhookWorld([webhookEntry(receiver)]);
    world.jobs[SALES]!.push(ended('before', bad));
    await world.start();
    world.jobs[SALES]!.push(ended('a', { ...bad, outcome: 'finishedWithException' }));
    world.jobs[CARE]!.push(ended('b', { ...bad, finishMs: NOW_MS + 45_000 }));
    await world.look();
    await world.look();
    await expect.poll(() => receiver.received.length).toBe(2);
    world.jobs[SERVICE]!.push(ended('c', bad));
    await world.look();
    await expect.poll(() => receiver.received.length).toBe(3);
    const heard = receiver.received.map(({ type, body }) => `${type} ${body.data.job?.id}`);
    expect(heard).toEqual(['job.finishedWithException a', 'job.failed b', 'job.failed c']);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(3);
  });

  it('is told of the events and organizations of its entry only', async () => {
    const [both, sales] = [await startReceiver('plain text secret'), await startReceiver()];
    const world = await startWebhookWorld([
      webhookEntry(both, { events: ['job.failed'], secret: 'plain text secret' }),
      webhookEntry(sales, { organizations: ['sales'], events: ['job.finishedWithException', 'job.failed'] }),
    ]);
    await world.start();
    world.jobs[SALES]!.push(
      ended('warned', { ...bad, outcome: 'finishedWithException' }),
      ended('failed', bad),
    );
    world.jobs[CARE]!.push(ended('elsewhere', bad));
    await world.look();
    await expect.poll(() => [both.received.length, sales.received.length]).toEqual([2, 2]);
    expect(sales.received.map(({ type }) => type).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'job.failed',
      'job.finishedWithException',
    ]);
    // One event has one id, whoever is told of it.
    const ids = new Set(both.received.map(({ id }) => id));
    expect(sales.received.filter(({ id }) => ids.has(id))).toHaveLength(1);
  });

  it('is told once when an organization gets late, and once when it is well again', async () => {
    const receiver = await startReceiver();
    const world = await startWebhookWorld([webhookEntry(receiver)]);
    world.jobs[SALES] = [ended('old', { startMs: NOW_MS - DAY_MS, finishMs: NOW_MS - DAY_MS + 40_000 })];
    await world.start();
    await world.look();
    expect(receiver.received).toEqual([]);
    await world.look();
    await expect.poll(() => receiver.received.length).toBe(1);
    await world.look();
    world.jobs[SALES].push(ended('new', { startMs: NOW_MS + 90_000, finishMs: NOW_MS + 100_000 }));
    await world.look();
    await expect.poll(() => receiver.received.length).toBe(2);
    await world.look();
    expect(receiver.received.map(({ body }) => [body.type, body.data.organization])).toMatchObject([
      [
        'organization.late',
        {
          id: SALES,
          name: 'Sales',
          connection: 'contoso',
          health: 'late',
          lastSuccessfulBackup: '2026-11-19T12:00:40.000Z',
        },
      ],
      [
        'organization.recovered',
        { id: SALES, health: 'ok', lastSuccessfulBackup: '2026-11-20T12:01:40.000Z' },
      ],
    ]);
  });

  it('is told at the first start of an organization that is late: that is so now', async () => {
    const receiver = await startReceiver();
    const world = await startWebhookWorld([webhookEntry(receiver)]);
    world.jobs[CARE] = [];
    await world.start();
    await expect.poll(() => receiver.received.map(({ type }) => type)).toEqual(['organization.late']);
  });

  it('is the reason of one look for each organization and interval, which listeners share', async () => {
    const receiver = await startReceiver();
    const world = await startWebhookWorld([
      webhookEntry(receiver),
      webhookEntry(receiver, { organizations: ['care'] }),
    ]);
    const service = await world.start();
    const leaving = new AbortController();
    const stream = await fetch(`${service.url}/v1/jobs/events`, {
      headers: { 'x-api-key': 'test-key-of-all' },
      signal: leaving.signal,
    });
    expect(stream.status).toBe(200);
    for (let looks = 2; looks <= 4; looks += 1) {
      await world.look();
      expect(world.upstream.jobRequests).toBe(3 * looks);
    }
    leaving.abort();
    world.jobs[CARE]!.push(ended('a', bad));
    await world.look();
    await expect.poll(() => receiver.received.length).toBe(1);
    // Named by two entries, it is told once.
    await world.look();
    expect(receiver.received).toHaveLength(1);
  });
});
