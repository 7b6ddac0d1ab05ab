import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { CARE, SALES, SERVICE } from '../cache/small-world.js';
import { isAbout } from '../support/upstream.js';
import { POLL_MS, seriesFrom, startMetricsWorld, type MetricsWorld, type Scraped } from './metrics-world.js';

const SALES_LABELS = `{connection="contoso",organization_id="${SALES}",organization_name="Sales"}`;

let world: MetricsWorld;

beforeEach(async () => {
  world = await startMetricsWorld({ environment: { UPSTREAM_RETRIES: '0' } });
  await world.look();
});
afterEach(() => world.close());

const upOf = (scraped: Scraped): number[] => Object.values(seriesFrom(scraped, 'backup_source_up'));

/** Lets the next look at Sales meet a status. */
async function lookThatMeets(status: number): Promise<void> {
  world.upstream.faults.next({ match: 'get', when: isAbout(SALES), respond: answerWith({ status }) });
  await world.look(POLL_MS);
  expect(world.upstream.faults.size).toBe(0);
}

/** The series of Sales that do not change by time alone. */
const ofSales = (scraped: Scraped): Scraped =>
  Object.fromEntries(
    Object.entries(
      seriesFrom(scraped, 'backup_last_success_timestamp', 'backup_last_size', 'backup_jobs'),
    ).filter(([series]) => series.includes(SALES)),
  );

describe('an organization that cannot be read', () => {
  it('keeps its last values, which grow older, and is said to be down; the others are up', async () => {
    const before = await world.scrape();
    await lookThatMeets(500);
    const after = await world.scrape();
    expect(after[`backup_source_up${SALES_LABELS}`]).toBe(0);
    expect(upOf(after).filter((isUp) => isUp === 1)).toHaveLength(2);
    expect(Object.keys(ofSales(before))).toHaveLength(2 + 24);
    expect(ofSales(after)).toEqual(ofSales(before));
    const age = `backup_last_success_age_seconds${SALES_LABELS}`;
    expect(after[age]! - before[age]!).toBeCloseTo(POLL_MS / 1000, 6);
    const fetched = `backup_source_fetched_timestamp_seconds${SALES_LABELS}`;
    expect(after[fetched]).toBe(before[fetched]);
  });

  it('is up again after the next look that succeeds', async () => {
    await lookThatMeets(500);
    await world.look(POLL_MS);
    const scraped = await world.scrape();
    expect(upOf(scraped)).toEqual([1, 1, 1]);
    const fetchedSeconds = scraped[`backup_source_fetched_timestamp_seconds${SALES_LABELS}`];
    expect(fetchedSeconds).toBe(world.clock.wallMs() / 1000);
  });

  it('is down also while callers are shown an older copy', async () => {
    await world.close();
    world = await startMetricsWorld({ environment: { UPSTREAM_RETRIES: '0', CACHE_STALE_SECONDS: '3600' } });
    await world.look();
    await lookThatMeets(500);
    const { body } = await world.service.get('/v1/organizations');
    const sources = (body as { sources: { organizationId: string; state: string }[] }).sources;
    expect(sources.find(({ organizationId }) => organizationId === SALES)?.state).toBe('stale');
    expect((await world.scrape())[`backup_source_up${SALES_LABELS}`]).toBe(0);
  });

  it('shows nothing any more after a 403: access may have been withdrawn', async () => {
    await lookThatMeets(403);
    const scraped = await world.scrape();
    const series = Object.keys(seriesFrom(scraped, 'backup_')).filter((name) => name.includes(SALES));
    expect(series.toSorted()).toEqual([
      `backup_expected_interval_seconds${SALES_LABELS}`,
      `backup_source_up${SALES_LABELS}`,
    ]);
    expect(scraped[`backup_source_up${SALES_LABELS}`]).toBe(0);
    expect(Object.keys(scraped).filter((name) => name.includes(CARE)).length).toBeGreaterThan(24);
  });

  it('is down from the first look on, under its configured name, when it never could be read', async () => {
    await world.close();
    world = await startMetricsWorld({ environment: { UPSTREAM_RETRIES: '0' } });
    world.upstream.faults.next({
      match: 'get',
      when: isAbout(SERVICE),
      respond: answerWith({ status: 500 }),
    });
    await world.look();
    const labels = `{connection="fabrikam",organization_id="${SERVICE}",organization_name="Service"}`;
    expect((await world.scrape())[`backup_source_up${labels}`]).toBe(0);
  });
});
