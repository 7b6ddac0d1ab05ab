import { afterEach, describe, expect, it } from 'vitest';

import { hang } from '../../src/demo/stand-in/fault-responders.js';
import { BackupPoll } from '../../src/metrics/backup-poll.js';
import { SALES, TENANTS } from '../cache/small-world.js';
import { isAbout } from '../support/upstream.js';
import { until } from '../upstream/guarded-world.js';
import { FIRST_LOOK_MS, POLL_MS, seriesFrom, startMetricsWorld, type MetricsWorld } from './metrics-world.js';

let world: MetricsWorld;

afterEach(() => world.close());

const calls = (): number => world.upstream.jobRequests;

describe('the look at all organizations', () => {
  it('comes shortly after the start, and then once in every interval', async () => {
    world = await startMetricsWorld();
    expect(calls()).toBe(0);
    await world.look(4_999);
    expect(calls()).toBe(0);
    await world.look(FIRST_LOOK_MS - 4_999);
    expect(calls()).toBe(3);
    const toNext = POLL_MS - FIRST_LOOK_MS;
    await world.look(toNext - 1);
    expect(calls()).toBe(3);
    await world.look(FIRST_LOOK_MS + 1);
    expect(calls()).toBe(6);
    await world.look(POLL_MS);
    expect(calls()).toBe(9);
  });

  it('never comes where METRICS_POLL_SECONDS is 0', async () => {
    world = await startMetricsWorld({ environment: { METRICS_POLL_SECONDS: '0' } });
    await world.look(24 * 3_600_000);
    expect(world.upstream.received).toEqual([]);
    expect(seriesFrom(await world.scrape(), 'backup_')).toEqual({});
    expect(await world.text()).toContain('# TYPE backup_source_up gauge');
  });

  it('asks for nothing that a caller had asked for a moment before', async () => {
    world = await startMetricsWorld();
    world.clock.advance(4_000);
    await world.service.get('/v1/organizations');
    expect(calls()).toBe(3);
    await world.look();
    expect(calls()).toBe(3);
    expect(Object.values(seriesFrom(await world.scrape(), 'backup_source_up'))).toEqual([1, 1, 1]);
  });

  it('leaves a copy that callers are answered from', async () => {
    world = await startMetricsWorld();
    await world.look();
    await world.service.get('/v1/organizations');
    expect(calls()).toBe(3);
  });

  it('reads four organizations at once, and goes on as each is done', async () => {
    const gate = Promise.withResolvers<'continue'>();
    const [tenant] = TENANTS;
    const organizations = Array.from({ length: 6 }, (_, index) => ({
      id: `00000000-0000-0000-0000-00000000000${index}`,
      name: `Sales ${index}`,
    }));
    world = await startMetricsWorld({ tenants: [{ ...tenant!, organizations }] });
    world.upstream.faults.next({ match: 'get', respond: () => gate.promise, times: Infinity });
    world.clock.advance(FIRST_LOOK_MS);
    await until(() => calls() === 4);
    // Were there a fifth call under way, it would have arrived before this one is answered.
    await world.text();
    expect(calls()).toBe(4);
    gate.resolve('continue');
    await world.service.app.get(BackupPoll).running;
    expect(calls()).toBe(6);
  });

  it('is not begun while another one is under way', async () => {
    world = await startMetricsWorld({
      environment: {
        REQUEST_DEADLINE_SECONDS: '600',
        UPSTREAM_TIMEOUT_SECONDS: '600',
        METRICS_POLL_SECONDS: '30',
      },
    });
    world.upstream.faults.next({ match: 'get', when: isAbout(SALES), respond: hang() });
    world.clock.advance(FIRST_LOOK_MS);
    await until(() => calls() === 3);
    world.clock.advance(120_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(calls()).toBe(3);
  });

  it('is given up when the service ends, and nothing is left behind', async () => {
    world = await startMetricsWorld();
    world.upstream.faults.next({ match: 'get', when: isAbout(SALES), respond: hang() });
    world.clock.advance(FIRST_LOOK_MS);
    await until(() => calls() === 3);
    const { running } = world.service.app.get(BackupPoll);
    await world.service.close();
    await running;
    expect(world.clock.pendingTimers).toBe(0);
    expect(calls()).toBe(3);
  });
});
