import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { SALES } from '../cache/small-world.js';
import { scraperEntry } from '../metrics/metrics-world.js';
import { KEY, type Service } from '../support/service.js';
import { startReceiver } from '../webhooks/receiver.js';
import { ended, startWebhookWorld, told, webhookEntry } from '../webhooks/webhook-world.js';
import { isPrometheusMissing, startPrometheus, type RunningPrometheus } from './prometheus-process.js';
import { DEPLOY } from './promtool.js';

interface Rule {
  readonly name: string;
  readonly query: string;
  readonly health: string;
  readonly state: string;
  readonly alerts: readonly { readonly labels: Readonly<Record<string, string>> }[];
}

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets?: readonly { expr: string }[] }[];
  readonly templating: { readonly list: readonly { readonly definition?: string }[] };
}

const HOUR_MS = 3_600_000;
const PATIENCE = { interval: 100 };

/** A service that is scraped before and after a backup has failed and a receiver was told of it. */
async function startScraped(): Promise<{ prometheus: RunningPrometheus; service: Service }> {
  const receiver = await startReceiver();
  const world = await startWebhookWorld([webhookEntry(receiver, { events: ['job.failed'] })], {
    clients: [scraperEntry('all', KEY, ['*'], ['metrics:read', 'jobs:read'])],
  });
  const service = await world.start({ environment: { METRICS_POLL_SECONDS: '300' } });
  const prometheus = await startPrometheus(service.url, KEY);
  const scrapes = async (): Promise<number> => {
    const [counted] = await prometheus.query('count_over_time(bff_circuit_open{connection="contoso"}[5m])');
    return Number(counted?.value[1] ?? 0);
  };
  await expect.poll(scrapes, PATIENCE).toBeGreaterThan(0);
  world.jobs[SALES]!.push(ended('a', { outcome: 'failed', finishMs: world.clock.wallMs() - HOUR_MS / 2 }));
  // Refused once, it gets itself another token.
  world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 401 }) });
  world.clock.advance(30_000);
  await expect.poll(() => told(service), PATIENCE).toHaveLength(1);
  await service.get('/v1/jobs');
  const before = await scrapes();
  // One that was under way may have begun before; the second has seen everything.
  await expect.poll(scrapes, PATIENCE).toBeGreaterThan(before + 2);
  return { prometheus, service };
}

describe.skipIf(isPrometheusMissing)('a Prometheus with the files of deploy/prometheus', () => {
  it('scrapes the service with its key, reckons every alert, and sees the backup that failed', async () => {
    const { prometheus } = await startScraped();
    // A scrape that a busy machine answers too late takes every series away until the next one.
    await expect
      .poll(
        async () => (await prometheus.get<{ activeTargets: object[] }>('targets')).activeTargets,
        PATIENCE,
      )
      .toMatchObject([{ health: 'up', lastError: '', labels: { job: 'backup-jobs' } }]);
    const rules = async (): Promise<readonly Rule[]> => {
      const { groups } = await prometheus.get<{ groups: { rules: Rule[] }[] }>('rules');
      return groups.flatMap(({ rules: own }) => own);
    };
    const rule = async (name: string): Promise<Rule> => (await rules()).find((each) => each.name === name)!;
    // It fires after ten minutes; until then it is pending, with the labels it will have.
    await expect
      .poll(async () => (await rule('BackupFailing')).alerts.map(({ labels }) => labels), PATIENCE)
      .toMatchObject([{ connection: 'contoso', organization_id: SALES, organization_name: 'Sales' }]);
    await expect
      .poll(async () => (await rules()).filter(({ health }) => health !== 'ok'), PATIENCE)
      .toEqual([]);
    for (const name of ['BackupSourceDown', 'BackupCircuitOpen', 'BackupWebhookFailing'])
      expect((await rule(name)).state, name).toBe('inactive');
    const { query } = await rule('BackupLate');
    expect(await prometheus.query(query)).toEqual([]);
    const namesOfOverrun = async (): Promise<unknown> => {
      const overrun = await prometheus.query(query.replace('> min', '> 0 * min'));
      return new Set(overrun.map(({ metric }) => metric['organization_name']));
    };
    await expect.poll(namesOfOverrun, PATIENCE).toEqual(new Set(['Sales', 'Care', 'Service']));
  });

  it('has series for every panel and every choice of the dashboard', async () => {
    const { prometheus } = await startScraped();
    const text = readFileSync(join(DEPLOY, 'grafana', 'dashboard.json'), 'utf8');
    const { panels, templating } = JSON.parse(text) as Dashboard;
    const expressions = [
      ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
      ...templating.list.flatMap(
        ({ definition = '' }) => /^label_values\((.*), \w+\)$/.exec(definition)?.[1] ?? [],
      ),
    ];
    expect(expressions.length).toBeGreaterThan(30);
    for (const expression of expressions) {
      // As Grafana fills them in, with everything chosen.
      const filled = expression
        .replaceAll(/\$(connection|organization)/g, '.*')
        .replaceAll('$__rate_interval', '1m');
      expect(filled).not.toContain('$');
      await expect
        .poll(async () => (await prometheus.query(filled)).length, { ...PATIENCE, message: filled })
        .toBeGreaterThan(0);
    }
  });
});
