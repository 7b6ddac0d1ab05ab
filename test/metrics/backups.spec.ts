import { afterEach, describe, expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { SALES } from '../cache/small-world.js';
import { NOW_MS } from '../support/upstream.js';
import { FIRST_LOOK_MS, seriesFrom, startMetricsWorld, type MetricsWorld } from './metrics-world.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LABELS = `connection="contoso",organization_id="${SALES}",organization_name="Sales"`;

const TENANTS = [
  {
    name: 'contoso',
    contract: 'get' as const,
    clients: [{ clientId: 'app', secrets: ['secret-of-the-app'] }],
    organizations: [{ id: SALES, name: 'Sales' }],
  },
];

const LAST_SUCCESS = plantJob(NOW_MS - 3 * HOUR_MS, {
  finishMs: NOW_MS - 2 * HOUR_MS,
  backupSizeBytes: 5_000,
});
const JOBS = [
  plantJob(NOW_MS - 10 * HOUR_MS, { backupSizeBytes: 7_000 }),
  LAST_SUCCESS,
  plantJob(NOW_MS - HOUR_MS, { outcome: 'failed', backupSizeBytes: 1 }),
  plantJob(NOW_MS - 30 * HOUR_MS, { outcome: 'failed', finishMs: NOW_MS - 23 * HOUR_MS }),
  plantJob(NOW_MS - 2 * DAY_MS, { outcome: 'finishedWithException' }),
  plantJob(NOW_MS - 4 * HOUR_MS, { type: 'restore', outcome: 'finishedWithException' }),
  plantJob(NOW_MS - 5 * HOUR_MS, { type: 'export', fields: { status: 64 } }),
].map((job, index) => Object.assign(job, { jobId: `job-${index}` }));
const { finishMs: _never, ...RUNNING } = plantJob(NOW_MS - 2 * DAY_MS, {
  type: 'retention',
  jobId: 'running',
});

let world: MetricsWorld;

afterEach(() => world.close());

const started = async (jobs = [...JOBS, RUNNING]): Promise<void> => {
  world = await startMetricsWorld({ tenants: TENANTS, jobs: () => jobs });
};

describe('the backups of an organization, as Prometheus reads them', () => {
  it('have the values of the last backup that finished well', async () => {
    await started();
    await world.look();
    const endedMs = LAST_SUCCESS.finishMs ?? 0;
    expect(
      seriesFrom(await world.scrape(), 'backup_last', 'backup_source', 'backup_exp', 'backup_f'),
    ).toEqual({
      [`backup_last_success_timestamp_seconds{${LABELS}}`]: endedMs / 1000,
      [`backup_last_success_age_seconds{${LABELS}}`]: (world.clock.wallMs() - endedMs) / 1000,
      [`backup_last_size_bytes{${LABELS}}`]: 5_000,
      [`backup_last_duration_seconds{${LABELS}}`]: 3_600,
      [`backup_expected_interval_seconds{${LABELS}}`]: 86_400,
      [`backup_failing{${LABELS}}`]: 1,
      [`backup_source_up{${LABELS}}`]: 1,
      [`backup_source_fetched_timestamp_seconds{${LABELS}}`]: world.clock.wallMs() / 1000,
    });
  });

  it('are counted by type and status over the last day, zeros too', async () => {
    await started();
    await world.look();
    const counts = seriesFrom(await world.scrape(), 'backup_jobs');
    expect(Object.keys(counts)).toHaveLength(6 * 4 + 1);
    expect(Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))).toEqual({
      [`backup_jobs{${LABELS},type="backup",status="finished"}`]: 2,
      [`backup_jobs{${LABELS},type="backup",status="failed"}`]: 2,
      [`backup_jobs{${LABELS},type="restore",status="finishedWithException"}`]: 1,
      [`backup_jobs{${LABELS},type="retention",status="inProgress"}`]: 1,
      [`backup_jobs{${LABELS},type="export",status="unknown"}`]: 1,
    });
  });

  it('agree with what the list of organizations says of the last success', async () => {
    await started();
    await world.look();
    const { body } = await world.service.get('/v1/organizations');
    const [{ lastSuccessfulBackup, health }] = (body as { data: [Record<string, string>] }).data;
    const scraped = await world.scrape();
    expect(scraped[`backup_last_success_timestamp_seconds{${LABELS}}`]).toBe(
      Date.parse(lastSuccessfulBackup ?? '') / 1000,
    );
    expect(health).toBe('failing');
  });

  it('grow older from scrape to scrape, and no scrape asks the upstream for anything', async () => {
    await started();
    await world.look();
    const { received } = world.upstream;
    const calls = received.length;
    const before = await world.scrape();
    world.clock.advance(100_000);
    const after = await world.scrape();
    const name = `backup_last_success_age_seconds{${LABELS}}`;
    expect(after[name]! - before[name]!).toBeCloseTo(100, 6);
    expect(received.length).toBe(calls);
  });

  it('keep the last success when the seven days no longer hold it', async () => {
    await started([LAST_SUCCESS]);
    await world.look();
    await world.look(8 * DAY_MS);
    const scraped = await world.scrape();
    const ageSeconds = (2 * HOUR_MS + FIRST_LOOK_MS + 8 * DAY_MS) / 1000;
    expect(scraped[`backup_last_success_age_seconds{${LABELS}}`]).toBe(ageSeconds);
    expect(scraped[`backup_jobs{${LABELS},type="backup",status="finished"}`]).toBe(0);
  });

  it('say nothing of a success where there was none, and nothing at all before the first look', async () => {
    await started([]);
    expect(seriesFrom(await world.scrape(), 'backup_')).toEqual({});
    await world.look();
    const scraped = await world.scrape();
    expect(seriesFrom(scraped, 'backup_last')).toEqual({});
    expect(scraped[`backup_source_up{${LABELS}}`]).toBe(1);
    expect(scraped[`backup_failing{${LABELS}}`]).toBe(0);
  });
});
