import { describe, expect, it } from 'vitest';

import type { Service } from '../support/service.js';
import { SALES } from '../cache/small-world.js';
import { serveHttp } from '../tokens/local-server.js';
import { startReceiver, type Receiver } from './receiver.js';
import { ended, pass, startWebhookWorld, told, webhookEntry, type WebhookWorld } from './webhook-world.js';

const HOUR_MS = 3_600_000;

/** A service that has one message to tell. */
async function withOneMessage(
  receiver: Receiver,
  changes: object = {},
): Promise<{ world: WebhookWorld; service: Service }> {
  const world = await startWebhookWorld([webhookEntry(receiver, { events: ['job.failed'], ...changes })]);
  const service = await world.start();
  world.jobs[SALES]!.push(ended('a', { outcome: 'failed' }));
  await world.look();
  return { world, service };
}

describe('a message that is not taken', () => {
  it('comes again with the same id and a new signature, after five seconds, five minutes and half an hour', async () => {
    const receiver = await startReceiver();
    receiver.answers.push(
      { status: 500 },
      { status: 404 },
      { status: 302, headers: { location: receiver.url } },
    );
    const { world, service } = await withOneMessage(receiver);
    for (const [count, ms] of [
      [2, 6_000],
      [3, 360_000],
      [4, 2_160_000],
    ] as const) {
      await expect.poll(() => told(service).length).toBe(count - 1);
      await pass(world, { ms, until: () => receiver.received.length === count });
    }
    await expect.poll(() => told(service).length).toBe(4);
    expect(told(service)).toEqual([
      'webhook_failed job.failed 1 status 500',
      'webhook_failed job.failed 2 status 404',
      'webhook_failed job.failed 3 status 302',
      'webhook_delivered job.failed 4',
    ]);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    const waits = receiver.received
      .slice(1)
      .map(({ sentAtMs }, index) => sentAtMs - receiver.received[index]!.sentAtMs);
    for (const [index, leastMs] of [5_000, 300_000, 1_800_000].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(leastMs - 1_000);
      expect(waits[index]).toBeLessThanOrEqual(leastMs * 1.2 + leastMs / 20 + 1_000);
    }
  });

  it('waits as long as the receiver asks, when that is longer', async () => {
    const receiver = await startReceiver();
    receiver.answers.push({ status: 429, headers: { 'retry-after': '120' } });
    const { world, service } = await withOneMessage(receiver);
    await expect.poll(() => told(service)).toEqual(['webhook_failed job.failed 1 status 429']);
    await pass(world, { ms: 126_000, until: () => receiver.received.length === 2 });
    const [first, second] = receiver.received;
    expect(second!.sentAtMs - first!.sentAtMs).toBeGreaterThanOrEqual(120_000);
  });

  it('is given up at once where the receiver is gone for good', async () => {
    const receiver = await startReceiver();
    receiver.answers.push({ status: 410 });
    const { world, service } = await withOneMessage(receiver);
    await expect.poll(() => told(service)).toEqual(['webhook_given_up job.failed 1 status 410']);
    world.clock.advance(HOUR_MS);
    world.jobs[SALES]!.push(ended('b', { outcome: 'failed' }));
    await world.look();
    await expect.poll(() => receiver.received.length).toBe(2);
    expect(receiver.received[1]!.id).not.toBe(receiver.received[0]!.id);
  });

  it('does not hold back what others are told', async () => {
    const [hanging, other] = [await startReceiver(), await startReceiver()];
    const release = hanging.hold();
    const entries = [hanging, other].map((receiver) => webhookEntry(receiver, { events: ['job.failed'] }));
    const world = await startWebhookWorld(entries);
    await world.start();
    world.jobs[SALES]!.push(
      ...Array.from({ length: 9 }, (_, index) => ended(`j${index}`, { outcome: 'failed' })),
    );
    await world.look();
    await expect.poll(() => other.received.length).toBe(9);
    // Four at a time are tried with one who hangs.
    expect(hanging.received).toHaveLength(4);
    release();
    await expect.poll(() => hanging.received.length).toBe(9);
  });
});

describe('a message', () => {
  it('follows no redirect', async () => {
    const elsewhere = await serveHttp((_request, response) => response.end());
    const receiver = await startReceiver();
    receiver.answers.push({ status: 307, headers: { location: elsewhere.url.href } });
    const { service } = await withOneMessage(receiver);
    await expect.poll(() => told(service)).toEqual(['webhook_failed job.failed 1 status 307']);
    expect(elsewhere.accepted()).toBe(0);
  });

  it('never goes to an address that is not public, unless its entry allows it', async () => {
    const receiver = await startReceiver();
    const { service } = await withOneMessage(receiver, {
      url: 'https://169.254.169.254/latest?key=canary-query',
    });
    await expect.poll(() => told(service)).toEqual(['webhook_failed job.failed 1 addressNotPublic']);
  });

  it('leaves nothing of the address but its host, nor of the secret, in the log', async () => {
    const receiver = await startReceiver();
    receiver.answers.push({ status: 500 }, { status: 410 });
    const { world, service } = await withOneMessage(receiver);
    await expect.poll(() => told(service).length).toBe(1);
    await pass(world, { ms: 6_000, until: () => told(service).length === 2 });
    const lines = service.logged.filter(({ code }) => String(code).startsWith('webhook_'));
    expect(lines).toMatchObject([{ webhook: 0, host: new URL(receiver.url).host }, { webhook: 0 }]);
    expect(JSON.stringify(service.logged)).not.toMatch(/canary|Y2FuYXJ5/);
  });
});
