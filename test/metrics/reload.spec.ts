import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { ConfigService } from '../../src/config/config.service.js';
import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { DAY, SERVICE, TENANTS } from '../cache/small-world.js';
import { KEY } from '../support/service.js';
import { connectionEntries } from '../support/upstream.js';
import { scraperEntry, seriesFrom, startMetricsWorld, type MetricsWorld } from './metrics-world.js';

let world: MetricsWorld;

afterEach(() => world.close());

/** Has the configuration read again, with these connections. */
async function reload(connections: readonly object[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'metrics-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const clients = [scraperEntry('all', KEY, ['*'], ['metrics:read', 'jobs:read'])];
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ clients, connections }));
  vi.stubEnv('CONFIG_FILE', join(folder, 'config.json'));
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await world.service.app.get(ConfigService).reload()).toBe(true);
}

async function openCircuitOfService(): Promise<void> {
  world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 500 }), times: 5 });
  for (let call = 0; call < 5; call += 1) await world.service.get(`/v1/organizations/service/jobs?${DAY}`);
}

const circuit = async () => (await world.scrape())['bff_circuit_open{connection="fabrikam"}'];

describe('a reload', () => {
  it('takes every series of a connection away that is configured no more, and of its organizations', async () => {
    world = await startMetricsWorld({ environment: { UPSTREAM_RETRIES: '0' } });
    await world.look();
    const [contoso, fabrikam] = connectionEntries(world.upstream, TENANTS);
    expect(await world.text()).toContain('fabrikam');
    await reload([contoso!]);
    const text = await world.text();
    expect(text).not.toContain('fabrikam');
    expect(text).not.toContain(SERVICE);
    await reload([contoso!, fabrikam!]);
    const back = await world.scrape();
    const ok = 'bff_upstream_requests_total{connection="fabrikam",contract="get",outcome="ok"}';
    expect(back[ok]).toBe(0);
    const durations = Object.keys(seriesFrom(back, 'bff_upstream_request_duration_seconds'));
    expect(durations.length).toBeGreaterThan(0);
    expect(durations.filter((series) => series.includes('fabrikam'))).toEqual([]);
  });

  it('that changes a connection closes its circuit, as it begins anew', async () => {
    world = await startMetricsWorld({ environment: { UPSTREAM_RETRIES: '0', METRICS_POLL_SECONDS: '0' } });
    await openCircuitOfService();
    expect(await circuit()).toBe(1);
    const [contoso, fabrikam] = connectionEntries(world.upstream, TENANTS);
    await reload([contoso!, { ...fabrikam, maxRequestsPerMinute: 600 }]);
    expect(await circuit()).toBe(0);
  });

  it('brings an organization that is new onto the next look', async () => {
    world = await startMetricsWorld({ tenants: TENANTS.slice(0, 1) });
    await world.look();
    expect(Object.keys(seriesFrom(await world.scrape(), 'backup_source_up'))).toHaveLength(2);
    await reload(connectionEntries(world.upstream, TENANTS));
    await world.look(300_000);
    expect(Object.keys(seriesFrom(await world.scrape(), 'backup_source_up'))).toHaveLength(3);
  });
});
