import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { answerWith, hang, resetAfter } from '../../src/demo/stand-in/fault-responders.js';
import { DAY } from '../cache/small-world.js';
import { until } from '../upstream/guarded-world.js';
import { seriesFrom, startMetricsWorld, type MetricsWorld, type Scraped } from './metrics-world.js';

const ENVIRONMENT = {
  METRICS_POLL_SECONDS: '0',
  UPSTREAM_RETRIES: '0',
  CACHE_FRESH_SECONDS: '60',
  UPSTREAM_MAX_CONCURRENCY: '1',
};

let world: MetricsWorld;

beforeEach(async () => {
  world = await startMetricsWorld({ environment: ENVIRONMENT });
});
afterEach(() => world.close());

const sales = (query = '') => world.service.get(`/v1/organizations/sales/jobs?${DAY}${query}`);

/** Those that are not 0. */
const counted = (scraped: Scraped): Scraped =>
  Object.fromEntries(Object.entries(scraped).filter(([, value]) => value !== 0));

const requestsOf = async (): Promise<Scraped> =>
  counted(seriesFrom(await world.scrape(), 'bff_upstream_requests_total', 'bff_token_requests_total'));

const upstream = (outcome: string): string =>
  `bff_upstream_requests_total{connection="contoso",contract="get",outcome="${outcome}"}`;
const token = (outcome: string): string =>
  `bff_token_requests_total{connection="contoso",outcome="${outcome}"}`;

describe('the requests to the vendor', () => {
  it('are there with 0 before anything happened, of every connection', async () => {
    const scraped = await world.scrape();
    const families = ['bff_upstream_requests_total', 'bff_token_requests_total', 'bff_circuit_open'];
    for (const family of families) {
      const values = Object.entries(seriesFrom(scraped, family));
      expect(values.filter(([series]) => series.includes('"fabrikam"')).length).toBeGreaterThan(0);
      expect(
        values.every(([, value]) => value === 0),
        family,
      ).toBe(true);
    }
  });

  it('are counted by how they ended, with those for tokens', async () => {
    expect((await sales()).status).toBe(200);
    expect(await requestsOf()).toEqual({ [upstream('ok')]: 1, [token('issued')]: 1 });
  });

  it.each([
    ['unavailable', answerWith({ status: 500 })],
    ['throttled', answerWith({ status: 429 })],
    ['rejected', answerWith({ status: 400 })],
    ['unauthorized', answerWith({ status: 403 })],
    ['invalid', answerWith({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' })],
    ['invalid', answerWith({ status: 200, body: '{"jobs":' })],
    ['invalid', resetAfter('{"jobs":[')],
  ])('are counted once as %s', async (outcome, respond) => {
    world.upstream.faults.next({ match: 'get', respond });
    expect((await sales()).status).toBeGreaterThan(500);
    expect(await requestsOf()).toEqual({ [upstream(outcome)]: 1, [token('issued')]: 1 });
  });

  it('are two after a 401: the one refused, and the one with another token', async () => {
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 401 }) });
    expect((await sales()).status).toBe(200);
    expect(await requestsOf()).toEqual({
      [upstream('unauthorized')]: 1,
      [upstream('ok')]: 1,
      [token('issued')]: 2,
    });
  });

  it('are counted as refused tokens where the credential is not taken', async () => {
    const respond = answerWith({ status: 400, body: '{"error":"invalid_client"}' });
    world.upstream.faults.next({ match: 'token', respond });
    expect((await sales()).status).toBe(502);
    expect(await requestsOf()).toEqual({ [token('refused')]: 1 });
  });

  it('take as long as the clock says, and wait in a queue that is shown', async () => {
    world.upstream.faults.next({ match: 'get', respond: hang() });
    const first = sales();
    await until(() => world.upstream.jobRequests === 1);
    const second = world.service.get(`/v1/organizations/care/jobs?${DAY}`);
    const queue = 'bff_upstream_queue_length{connection="contoso"}';
    await expect.poll(async () => (await world.scrape())[queue]).toBe(1);
    world.clock.advance(10_000);
    expect([(await first).status, (await second).status]).toEqual([504, 200]);
    const scraped = await world.scrape();
    expect(scraped[queue]).toBe(0);
    expect(scraped[upstream('timeout')]).toBe(1);
    const labels = '{connection="contoso",contract="get"}';
    expect(scraped[`bff_upstream_request_duration_seconds_sum${labels}`]).toBe(10);
    expect(scraped[`bff_upstream_request_duration_seconds_count${labels}`]).toBe(2);
  });

  it('open the circuit of their connection, and only that, until a probe succeeds', async () => {
    const circuits = async (): Promise<Scraped> => seriesFrom(await world.scrape(), 'bff_circuit_open');
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 500 }), times: 5 });
    for (let call = 0; call < 5; call += 1) await sales();
    const [contoso, fabrikam] = ['contoso', 'fabrikam'].map(
      (name) => `bff_circuit_open{connection="${name}"}`,
    );
    expect(await circuits()).toEqual({ [contoso!]: 1, [fabrikam!]: 0 });
    world.clock.advance(6_001);
    expect((await sales()).status).toBe(200);
    expect(await circuits()).toEqual({ [contoso!]: 0, [fabrikam!]: 0 });
  });
});

describe('further attempts', () => {
  it('are counted', async () => {
    await world.close();
    world = await startMetricsWorld({ environment: { ...ENVIRONMENT, UPSTREAM_RETRIES: '2' } });
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 503 }) });
    const waiting = world.clock.pendingTimers;
    const answer = sales();
    await until(() => world.upstream.jobRequests === 1);
    const isOver = { value: false };
    void answer.then(() => (isOver.value = true));
    await until(() => {
      if (world.clock.pendingTimers > waiting) world.clock.advance(50);
      return isOver.value;
    });
    expect((await answer).status).toBe(200);
    const scraped = await world.scrape();
    expect(scraped['bff_upstream_retries_total{connection="contoso"}']).toBe(1);
    expect(scraped['bff_upstream_retries_total{connection="fabrikam"}']).toBe(0);
  });
});

describe('looks for a copy', () => {
  it('are counted by what they came to', async () => {
    await sales();
    await sales('&type=backup');
    await sales('&type=backup');
    expect(counted(seriesFrom(await world.scrape(), 'bff_cache_lookups_total'))).toEqual({
      'bff_cache_lookups_total{result="miss"}': 1,
      'bff_cache_lookups_total{result="hit"}': 2,
    });
  });

  it('are counted as collapsed where two callers share a fetch', async () => {
    const gate = Promise.withResolvers<'continue'>();
    world.upstream.faults.next({ match: 'get', respond: () => gate.promise });
    const first = sales();
    await until(() => world.upstream.jobRequests === 1);
    const timers = world.clock.pendingTimers;
    const second = sales('&type=restore');
    // A caller who is let in gets a deadline.
    await until(() => world.clock.pendingTimers > timers);
    gate.resolve('continue');
    await Promise.all([first, second]);
    expect(counted(seriesFrom(await world.scrape(), 'bff_cache_lookups_total'))).toEqual({
      'bff_cache_lookups_total{result="miss"}': 1,
      'bff_cache_lookups_total{result="collapsed"}': 1,
    });
  });
});
