import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { namesIn, realScrape, sampleNames } from './exposed-metrics.js';
import { DEPLOY } from './promtool.js';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: Place;
  readonly datasource?: { readonly uid: string };
  readonly targets?: readonly { readonly refId: string; readonly expr: string }[];
}

interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] };
}

const GRAFANA = join(DEPLOY, 'grafana');
const dashboard = JSON.parse(readFileSync(join(GRAFANA, 'dashboard.json'), 'utf8')) as Dashboard;
const { panels } = dashboard;
const drawn = panels.filter(({ type }) => type !== 'row');
const queries = [
  ...drawn.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...dashboard.templating.list.flatMap(({ definition = '' }) => definition),
];

const overlap = (left: Place, right: Place): boolean =>
  left.x < right.x + right.w &&
  right.x < left.x + left.w &&
  left.y < right.y + right.h &&
  right.y < left.y + left.h;

describe('the dashboard', () => {
  it('has what Grafana needs to load it', () => {
    expect(dashboard).toMatchObject({ uid: 'backup-jobs', title: expect.stringMatching(/./) as string });
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(36);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(drawn.length).toBeGreaterThan(10);
    for (const { title, type, targets = [], datasource } of drawn) {
      expect(['stat', 'table', 'timeseries'], title).toContain(type);
      expect(datasource?.uid, title).toBe('${datasource}');
      expect(targets.length, title).toBeGreaterThan(0);
      expect(new Set(targets.map(({ refId }) => refId)).size, title).toBe(targets.length);
    }
  });

  it('has its panels side by side on a grid of 24 columns', () => {
    for (const { gridPos, title } of panels) expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
    const clashes = panels.flatMap((panel, index) =>
      panels.slice(index + 1).filter((other) => overlap(panel.gridPos, other.gridPos)),
    );
    expect(clashes.map(({ title }) => title)).toEqual([]);
  });

  it('asks for nothing that the service does not tell', async () => {
    const exposed = sampleNames(await realScrape());
    const asked = queries.flatMap(namesIn);
    expect(new Set(asked).size).toBeGreaterThan(15);
    expect(asked.filter((name) => !exposed.has(name))).toEqual([]);
  });

  it('uses no variable that it does not have', () => {
    const known = new Set([...dashboard.templating.list.map(({ name }) => name), '__rate_interval']);
    const used = queries.flatMap((query) => [...query.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name ?? ''));
    expect(used).toContain('organization');
    expect(used.filter((name) => !known.has(name))).toEqual([]);
  });

  it('shows every family that tells of a backup', async () => {
    const families = [...sampleNames(await realScrape())].filter((name) => name.startsWith('backup_'));
    const shown = new Set(queries.flatMap(namesIn));
    expect(families).toHaveLength(9);
    expect(families.filter((name) => !shown.has(name))).toEqual([]);
  });
});

describe('what Grafana is provisioned with', () => {
  it.each(['datasources/prometheus.yml', 'dashboards/backup-jobs.yml'])('is valid: %s', (name) => {
    const file = parse(readFileSync(join(GRAFANA, 'provisioning', name), 'utf8')) as Record<
      string,
      unknown[]
    >;
    expect(file).toMatchObject({ apiVersion: 1 });
    const entries = file['datasources'] ?? file['providers'] ?? [];
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ type: expect.stringMatching(/^(prometheus|file)$/) as string });
  });
});
