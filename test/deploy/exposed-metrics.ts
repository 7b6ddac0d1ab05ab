import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { SECRET } from '../webhooks/receiver.js';
import { seriesOf, startMetricsWorld } from '../metrics/metrics-world.js';

/** Told of nothing while the clock stands still: bad ends that are there at the start are history. */
const WEBHOOK = {
  url: 'https://hooks.example/',
  secret: SECRET,
  events: ['job.failed'],
  organizations: ['*'],
};

/** A real scrape of a service that has looked at its organizations, and met a failure. */
export async function realScrape(): Promise<string> {
  const world = await startMetricsWorld({ webhooks: [WEBHOOK] });
  try {
    await world.look();
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 500 }) });
    await world.service.get('/v1/jobs?from=2026-11-01');
    await world.service.get('/nowhere');
    return await world.text();
  } finally {
    await world.close();
  }
}

/** The names under which samples stand in a scrape. */
export function sampleNames(scrape: string): ReadonlySet<string> {
  return new Set(Object.keys(seriesOf(scrape)).map((series) => series.replace(/\{.*$/s, '')));
}

/** The names of our families, and of those of the process, in a query. */
export function namesIn(query: string): string[] {
  return query.match(/\b(?:backup|bff|process|nodejs)_[a-z0-9_]+/g) ?? [];
}
