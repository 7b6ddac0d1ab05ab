import { afterEach, describe, expect, it } from 'vitest';

import { sendRaw } from '../errors/raw-http.js';
import { KEY } from '../support/service.js';
import { seriesFrom, startMetricsWorld, type MetricsWorld } from './metrics-world.js';

let world: MetricsWorld;

afterEach(() => world.close());

/** The requests that were measured, without their buckets. */
async function requestsSeen(): Promise<Readonly<Record<string, number>>> {
  const counts = seriesFrom(await world.scrape(), 'bff_http_request_duration_seconds_count');
  return Object.fromEntries(
    Object.entries(counts).map(([series, count]) => [series.replace(/^[^{]*/, ''), count]),
  );
}

describe('the requests of callers', () => {
  it('are measured by method, pattern of the route and status', async () => {
    world = await startMetricsWorld();
    await world.service.get('/v1/jobs/one');
    await world.service.get('/v1/jobs/two');
    await world.service.get('/v1/organizations/sales/jobs');
    await world.service.get('/v1/organizations', { key: null });
    expect(await requestsSeen()).toEqual({
      '{method="GET",route="/v1/jobs/:jobId",status="404"}': 2,
      '{method="GET",route="/v1/organizations/:organizationId/jobs",status="200"}': 1,
      '{method="GET",route="/v1/organizations",status="401"}': 1,
    });
  });

  it('bring no labels of their own, whatever they send', async () => {
    world = await startMetricsWorld();
    for (let number = 0; number < 30; number += 1) {
      await world.service.get(`/nowhere-${number}?x=${number}`, {
        headers: { 'x-request-id': `id-${number}` },
      });
      await world.service.get(`/v1/jobs?type=canary-${number}`);
      await world.service.get('/v1/organizations', { key: `wrong-${number}` });
    }
    for (const method of ['MKCOL', 'PURGE', 'TRACE', 'CANARY']) {
      const bytes = `${method} /v1/%ff-${method} HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${KEY}\r\nConnection: close\r\n\r\n`;
      await sendRaw(world.service.url, bytes);
    }
    const seen = Object.keys(await requestsSeen());
    const labels = seen.map((series) =>
      /^\{method="(\w+)",route="([^"]*)",status="(\d{3})"\}$/.exec(series)?.slice(1, 3),
    );
    expect(new Set(labels.map((pair) => pair?.join(' ')))).toEqual(
      new Set(['GET none', 'GET /v1/jobs', 'GET /v1/organizations', 'other none']),
    );
    expect(seen.length).toBeLessThan(12);
    expect(await world.text()).not.toMatch(/canary|nowhere|wrong-/i);
  });
});
