import { describe, expect, it } from 'vitest';

import { CARE, SALES, SERVICE } from '../cache/small-world.js';
import { scraperEntry, seriesFrom, seriesOf, type Scraped } from '../metrics/metrics-world.js';
import { KEY, type Service } from '../support/service.js';
import { startReceiver } from './receiver.js';
import { ended, pass, startWebhookWorld, told, webhookEntry, type WebhookWorld } from './webhook-world.js';

const bad = { outcome: 'failed' } as const;
const CLIENTS = [
  scraperEntry('all', KEY, ['*'], ['metrics:read', 'jobs:read']),
  scraperEntry('of-care', 'key-of-care', ['care']),
];

const labels = (organizationId: string, webhook = 0, connection = 'contoso'): string =>
  `webhook="${webhook}",connection="${connection}",organization_id="${organizationId}"`;
const deliveries = (outcome: string, organizationId: string = SALES, webhook = 0): string =>
  `bff_webhook_deliveries_total{${labels(organizationId, webhook)},event="job.failed",outcome="${outcome}"}`;
const pending = (webhook = 0): string => `bff_webhook_deliveries_pending{${labels(SALES, webhook)}}`;
const oldestAge = (webhook = 0): string =>
  `bff_webhook_oldest_pending_age_seconds{${labels(SALES, webhook)}}`;

async function scrape(service: Service, key = KEY): Promise<Scraped> {
  const { status, text } = await service.get('/metrics', { key });
  expect(status).toBe(200);
  return seriesFrom(seriesOf(text), 'bff_webhook_');
}

/** Those that are not 0. */
const counted = (scraped: Scraped): Scraped =>
  Object.fromEntries(Object.entries(scraped).filter(([, value]) => value !== 0));

async function started(entries: readonly object[]): Promise<{ world: WebhookWorld; service: Service }> {
  const world = await startWebhookWorld(entries, { clients: CLIENTS });
  return { world, service: await world.start() };
}

describe('messages to receivers, as Prometheus reads them', () => {
  it('are there with 0 for each entry, organization and event that it is told of, and for no other', async () => {
    const receiver = await startReceiver();
    const { service } = await started([
      webhookEntry(receiver, { events: ['job.failed'] }),
      webhookEntry(receiver, { events: ['organization.late', 'job.failed'], organizations: ['service'] }),
    ]);
    const scraped = await scrape(service);
    expect(counted(scraped)).toEqual({});
    // Three organizations with one event and one with two, three outcomes each; two gauges for each organization.
    expect(Object.keys(seriesFrom(scraped, 'bff_webhook_deliveries_total'))).toHaveLength((3 + 2) * 3);
    expect(Object.keys(seriesFrom(scraped, 'bff_webhook_deliveries_pending'))).toHaveLength(4);
    expect(scraped).toHaveProperty([
      `bff_webhook_oldest_pending_age_seconds{${labels(SERVICE, 1, 'fabrikam')}}`,
    ]);
  });

  it('are counted as delivered', async () => {
    const receiver = await startReceiver();
    const { world, service } = await started([webhookEntry(receiver)]);
    world.jobs[SALES]!.push(ended('a', bad), ended('b', bad));
    world.jobs[CARE]!.push(ended('c', bad));
    await world.look();
    await expect.poll(() => told(service)).toHaveLength(3);
    expect(counted(await scrape(service))).toEqual({
      [deliveries('delivered')]: 2,
      [deliveries('delivered', CARE)]: 1,
    });
  });

  it('wait while a receiver refuses them, each refusal counted, until one attempt is taken', async () => {
    const receiver = await startReceiver();
    receiver.answers.push({ status: 500 }, { status: 404 });
    const { world, service } = await started([webhookEntry(receiver, { events: ['job.failed'] })]);
    world.jobs[SALES]!.push(ended('a', bad));
    await world.look();
    await expect.poll(() => told(service)).toHaveLength(1);
    expect(counted(await scrape(service))).toEqual({ [deliveries('failed')]: 1, [pending()]: 1 });
    await pass(world, { ms: 6_000, until: () => told(service).length === 2 });
    world.clock.advance(60_000);
    const waiting = await scrape(service);
    expect(waiting).toMatchObject({ [deliveries('failed')]: 2, [pending()]: 1 });
    expect(waiting[oldestAge()]).toBeGreaterThanOrEqual(65);
    expect(waiting[oldestAge()]).toBeLessThanOrEqual(66);
    await pass(world, { ms: 360_000, until: () => told(service).length === 3 });
    expect(counted(await scrape(service))).toEqual({
      [deliveries('failed')]: 2,
      [deliveries('delivered')]: 1,
    });
  });

  it('wait while a receiver says nothing, and do not count against another one', async () => {
    const [hanging, other] = [await startReceiver(), await startReceiver()];
    const release = hanging.hold();
    const { world, service } = await started(
      [other, hanging].map((receiver) => webhookEntry(receiver, { events: ['job.failed'] })),
    );
    world.jobs[SALES]!.push(...['a', 'b', 'c', 'd', 'e', 'f'].map((jobId) => ended(jobId, bad)));
    await world.look();
    await expect.poll(() => told(service)).toHaveLength(6);
    world.clock.advance(4_000);
    // Four are being sent, and two wait for them.
    expect(counted(await scrape(service))).toEqual({
      [deliveries('delivered')]: 6,
      [pending(1)]: 6,
      [oldestAge(1)]: 4,
    });
    release();
    await expect.poll(() => told(service)).toHaveLength(12);
    expect(counted(await scrape(service))).toEqual({
      [deliveries('delivered')]: 6,
      [deliveries('delivered', SALES, 1)]: 6,
    });
  });

  it('are counted as given up, and wait no longer, where the receiver is gone for good', async () => {
    const receiver = await startReceiver();
    receiver.answers.push({ status: 410 });
    const { world, service } = await started([webhookEntry(receiver)]);
    world.jobs[SALES]!.push(ended('a', bad));
    await world.look();
    await expect.poll(() => told(service)).toEqual(['webhook_given_up job.failed 1 status 410']);
    expect(counted(await scrape(service))).toEqual({ [deliveries('given_up')]: 1 });
  });

  it('are shown to a caller for its own organizations only, also those of its connection, and never an address', async () => {
    const receiver = await startReceiver();
    receiver.answers.push({ status: 500 });
    const { world, service } = await started([webhookEntry(receiver)]);
    world.jobs[SALES]!.push(ended('a', bad));
    await world.look();
    await expect.poll(() => told(service)).toHaveLength(1);
    const seen = await scrape(service, 'key-of-care');
    expect(Object.keys(seen)).toHaveLength(4 * 3 + 2);
    expect(Object.keys(seen).filter((series) => !series.includes(CARE))).toEqual([]);
    const { text } = await service.get('/metrics');
    expect(text).toContain(SALES);
    expect(text).not.toContain(new URL(receiver.url).host);
    expect(text).not.toMatch(/canary|Y2FuYXJ5/);
  });
});
