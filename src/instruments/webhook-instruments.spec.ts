import { expect, it } from 'vitest';

import { InstrumentRegistry } from './instrument-registry.js';
import { WebhookInstruments, type WebhookReading } from './webhook-instruments.js';

const entry = (webhook: number): WebhookReading => ({
  webhook,
  connection: 'contoso',
  organizationId: 'sales',
  events: ['job.failed'],
  pending: 0,
  oldestAgeSeconds: 0,
});

const series = (webhook: number, count: number): string =>
  `bff_webhook_deliveries_total{webhook="${webhook}",connection="contoso",organization_id="sales",event="job.failed",outcome="delivered"} ${count}`;

it('forgets for good what was counted of an entry that is configured no more', async () => {
  const registry = new InstrumentRegistry();
  const instruments = new WebhookInstruments(registry);
  const delivered = async (): Promise<string[]> => {
    instruments.read();
    const text = await registry.metrics();
    return text.split('\n').filter((line) => line.includes('outcome="delivered"'));
  };
  let configured = [entry(0), entry(1)];
  instruments.watch(() => configured);
  for (const webhook of [0, 1])
    instruments.ended(entry(webhook), { event: 'job.failed', outcome: 'delivered' });
  expect(await delivered()).toEqual([series(0, 1), series(1, 1)]);
  configured = [entry(0)];
  expect(await delivered()).toEqual([series(0, 1)]);
  configured = [entry(0), entry(1)];
  expect(await delivered()).toEqual([series(0, 1), series(1, 0)]);
});
