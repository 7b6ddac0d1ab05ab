import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { SALES } from '../cache/small-world.js';
import { hasRedis, sharedRedis } from '../support/redis-server.js';
import { startReceiver } from './receiver.js';
import { ended, startWebhookWorld, told, webhookEntry } from './webhook-world.js';

const HOUR_MS = 3_600_000;
const bad = { outcome: 'failed' } as const;

describe.runIf(hasRedis)('with Redis', () => {
  let redis: Awaited<ReturnType<typeof sharedRedis>>;
  let environment: Record<string, string>;
  beforeAll(async () => {
    redis = await sharedRedis();
    environment = { REDIS_URL: redis.url };
  });
  beforeEach(() => redis.client.flushdb());
  afterAll(() => redis.close());

  it('tells after a restart of what happened while nobody looked, and nothing twice', async () => {
    const receiver = await startReceiver();
    const world = await startWebhookWorld([webhookEntry(receiver)]);
    world.jobs[SALES]!.push(ended('before', bad));
    const first = await world.start({ environment });
    world.jobs[SALES]!.push(ended('told', bad));
    await world.look();
    await expect.poll(() => receiver.received.length).toBe(1);
    await first.close();
    world.jobs[SALES]!.push(ended('meanwhile', bad));
    await world.start({ environment });
    await expect.poll(() => receiver.received.length).toBe(2);
    await world.look();
    const jobs = receiver.received.map(({ body }) => body.data.job?.id);
    expect(jobs).toEqual(['told', 'meanwhile']);
  });

  it('goes on after a restart with a message that was not taken, with the same id and the attempts it had', async () => {
    const receiver = await startReceiver();
    receiver.answers.push({ status: 503 });
    const world = await startWebhookWorld([webhookEntry(receiver)]);
    const first = await world.start({ environment });
    world.jobs[SALES]!.push(ended('a', bad));
    await world.look();
    await expect.poll(() => told(first)).toEqual(['webhook_failed job.failed 1 status 503']);
    await first.close();
    world.clock.advance(HOUR_MS);
    const second = await world.start({ environment });
    await expect.poll(() => told(second)).toEqual(['webhook_delivered job.failed 2']);
    expect(receiver.received[1]!.id).toBe(receiver.received[0]!.id);
    await expect.poll(() => redis.client.hlen('backup-jobs:webhooks:deliveries:1')).toBe(0);
  });

  it('goes on with a message whose sending was broken off', async () => {
    const receiver = await startReceiver();
    const release = receiver.hold();
    const world = await startWebhookWorld([webhookEntry(receiver)]);
    const first = await world.start({ environment });
    world.jobs[SALES]!.push(ended('a', bad));
    await world.look();
    await expect.poll(() => receiver.received.length).toBe(1);
    await first.close();
    release();
    const second = await world.start({ environment });
    await expect.poll(() => told(second)).toEqual(['webhook_delivered job.failed 1']);
    expect(receiver.received.map(({ id }) => id)).toEqual([
      receiver.received[0]!.id,
      receiver.received[0]!.id,
    ]);
  });

  it('lets one replica look and send, and another take over when that one ends', async () => {
    const receiver = await startReceiver();
    const world = await startWebhookWorld([webhookEntry(receiver)]);
    const first = await world.start({ environment });
    const second = await world.start({ environment, asks: 0 });
    world.jobs[SALES]!.push(ended('a', bad));
    // Three questions in all, and one message: two that look would ask six and send two.
    await world.look();
    await expect.poll(() => receiver.received.length).toBe(1);
    expect(await redis.client.pttl('backup-jobs:webhooks:lease')).toBeGreaterThan(0);
    await first.close();
    expect(await redis.client.exists('backup-jobs:webhooks:lease')).toBe(0);
    world.jobs[SALES]!.push(ended('b', bad));
    world.clock.advance(5_000);
    await expect.poll(() => receiver.received.length).toBe(2);
    expect(receiver.received[1]!.body.data.job).toMatchObject({ id: 'b' });
    await expect.poll(() => told(second).at(-1)).toBe('webhook_delivered job.failed 1');
  });

  it('keeps no address and no secret of a receiver there', async () => {
    const receiver = await startReceiver();
    receiver.answers.push({ status: 500 });
    const world = await startWebhookWorld([webhookEntry(receiver)]);
    const service = await world.start({ environment });
    world.jobs[SALES]!.push(ended('a', bad));
    await world.look();
    await expect.poll(() => told(service).length).toBe(1);
    const kept = Object.entries(await redis.client.hgetall('backup-jobs:webhooks:deliveries:1')).flat();
    expect(kept).toHaveLength(2);
    expect(kept.join(' ')).not.toMatch(/canary|127\.0\.0\.1|Y2FuYXJ5/);
  });
});

describe('two replicas without Redis', () => {
  it('tell the same with the same id, so that receivers know what they have had', async () => {
    const receiver = await startReceiver();
    const world = await startWebhookWorld([webhookEntry(receiver)]);
    await world.start();
    await world.start();
    world.jobs[SALES]!.push(ended('a', bad));
    world.clock.advance(30_000);
    await expect.poll(() => receiver.received.length).toBe(2);
    expect(receiver.received[0]!.id).toBe(receiver.received[1]!.id);
  });
});

describe.runIf(hasRedis)('a Redis that is never there', () => {
  it('silences nobody: after fifteen seconds the service goes on by itself', async () => {
    const receiver = await startReceiver();
    const world = await startWebhookWorld([webhookEntry(receiver)]);
    const gone = await sharedRedis();
    const { url } = gone;
    await gone.close();
    const service = await world.start({
      environment: { REDIS_URL: `${url}/0` },
      isRedisThere: false,
      asks: 0,
    });
    for (let turns = 0; turns < 2; turns += 1) {
      world.clock.advance(5_000);
      await service.get('/v1/organizations/nobody/jobs');
    }
    expect(world.upstream.jobRequests).toBe(0);
    world.clock.advance(5_000);
    await expect.poll(() => world.upstream.jobRequests).toBe(3);
    await service.get('/v1/organizations/nobody/jobs');
    world.jobs[SALES]!.push(ended('a', bad));
    await world.look();
    await expect.poll(() => receiver.received.length).toBe(1);
  });
});
