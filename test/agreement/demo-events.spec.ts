import { describe, expect, it, onTestFinished } from 'vitest';

import { DEMO_KEY, demoSettings } from '../../src/demo/demo-settings.js';
import { demoTenants } from '../../src/demo/stand-in/demo-tenants.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { createHttpServer } from '../../src/http-server.js';
import { JsonLogger } from '../../src/json-logger.js';
import { Listening } from '../events/listening.js';
import { seriesFrom, seriesOf } from '../metrics/metrics-world.js';
import { FakeClock } from '../support/fake-clock.js';
import { expectConnectionsTo } from '../support/no-unexpected-connections.js';
import { startUpstream } from '../support/upstream.js';

const ORGANIZATIONS = 7;
const LOOK_MS = 10_000;
const LOOKS_IN_TWO_MINUTES = 12;
const LOOKS_IN_FIVE_MINUTES = 30;

interface DemoWorld {
  readonly clock: FakeClock;
  readonly upstream: StandIn;
  readonly url: string;
}

/** The demo in this process, on a clock that a test moves. */
async function startDemo(): Promise<DemoWorld> {
  const clock = new FakeClock();
  const tenants = demoTenants();
  const upstream = await startUpstream({ clock, tenants, seed: 'demo' });
  const addresses = { baseUrl: upstream.url, tokenUrl: upstream.tokenUrl };
  const environment = { METRICS_POLL_SECONDS: '0' };
  const settings = demoSettings({ tenants, ...addresses }, environment);
  const app = await createHttpServer({ settings, logger: new JsonLogger('silent'), clock });
  onTestFinished(async () => {
    await app.close();
    await upstream.close();
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  expectConnectionsTo(port);
  return { clock, upstream, url: `http://127.0.0.1:${port}` };
}

/** How many calls of the upstream have been answered and taken in. */
async function answered(url: string): Promise<number> {
  const scrape = await fetch(`${url}/metrics`, { headers: { 'x-api-key': DEMO_KEY } });
  const counters = seriesFrom(seriesOf(await scrape.text()), 'bff_upstream_requests_total');
  return Object.values(counters).reduce((sum, count) => sum + count, 0);
}

/** Lets every organization be looked at so often, each time until all answers have been taken in. */
async function look({ clock, upstream, url }: DemoWorld, times: number): Promise<void> {
  for (let done = 0; done < times; done += 1) {
    const before = upstream.jobRequests;
    clock.advance(LOOK_MS);
    await expect.poll(() => upstream.jobRequests).toBeGreaterThanOrEqual(before + ORGANIZATIONS);
    await expect.poll(async () => (await answered(url)) - upstream.jobRequests).toBe(0);
  }
}

describe('who listens to the demo', () => {
  it('hears within two minutes of a job, and within five more of the end of one that began meanwhile', async () => {
    const world = await startDemo();
    const listening = await Listening.open(world.url, { key: DEMO_KEY });
    await expect.poll(() => listening.beginnings).toBe(ORGANIZATIONS);
    await look(world, LOOKS_IN_TWO_MINUTES);
    await expect.poll(() => listening.events.length).toBeGreaterThan(0);
    await look(world, LOOKS_IN_FIVE_MINUTES);
    const endedHere = (): number => {
      const { events } = listening;
      const begun = new Set(
        events.flatMap(({ event, data }) => (event === 'job.created' ? [data.job.id] : [])),
      );
      return events.filter(({ data: { job } }) => begun.has(job.id) && job.status !== 'inProgress').length;
    };
    await expect.poll(endedHere).toBeGreaterThan(0);
  });
});
