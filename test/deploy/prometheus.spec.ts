import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';

import { namesIn, realScrape, sampleNames } from './exposed-metrics.js';
import { DEPLOY, isPromtoolMissing, promtool } from './promtool.js';

interface Rules {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

interface RuleTests {
  readonly tests: readonly {
    readonly alert_rule_test: readonly {
      readonly alertname: string;
      readonly exp_alerts: readonly unknown[];
    }[];
  }[];
}

const read = async <T>(name: string): Promise<T> =>
  parse(await readFile(join(DEPLOY, 'prometheus', name), 'utf8')) as T;

let rules: readonly Rule[];

beforeAll(async () => {
  rules = (await read<Rules>('rules.yml')).groups.flatMap(({ rules: own }) => own);
});

describe('the alerts', () => {
  it('ask for nothing that the service does not tell', async () => {
    const exposed = sampleNames(await realScrape());
    const asked = rules.flatMap(({ expr }) => namesIn(expr));
    expect(new Set(asked).size).toBeGreaterThan(10);
    expect(asked.filter((name) => !exposed.has(name))).toEqual([]);
  });

  it('each say what is the matter, what to do, and how bad it is', () => {
    expect(rules.length).toBeGreaterThan(7);
    for (const { alert, labels, annotations } of rules) {
      expect(Object.keys(annotations).toSorted(), alert).toEqual(['action', 'summary']);
      expect(annotations['action']?.length, alert).toBeGreaterThan(60);
      expect(['info', 'warning', 'critical'], alert).toContain(labels['severity']);
    }
  });

  it('each have a test in which they fire, and one in which they do not yet', async () => {
    const { tests } = await read<RuleTests>('rules.test.yml');
    const cases = tests.flatMap(({ alert_rule_test: own }) => own);
    const namesOf = (isFiring: boolean): string[] => [
      ...new Set(
        cases
          .filter(({ exp_alerts: alerts }) => alerts.length > 0 === isFiring)
          .map(({ alertname }) => alertname),
      ),
    ];
    const all = rules.map(({ alert }) => alert).toSorted();
    expect(namesOf(true).toSorted()).toEqual(all);
    expect(namesOf(false).toSorted()).toEqual(all);
  });
});

describe.skipIf(isPromtoolMissing)('promtool', () => {
  it('accepts the rules', async () => {
    const { exitCode, output } = await promtool(['check', 'rules', '--lint-fatal', 'prometheus/rules.yml']);
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: expect.stringContaining(`SUCCESS: ${rules.length} rules found`) as string,
    });
  });

  it('finds that each alert fires when it should, and not before', async () => {
    const { exitCode, output } = await promtool(['test', 'rules', 'prometheus/rules.test.yml']);
    expect(output).toContain('SUCCESS');
    expect(exitCode).toBe(0);
  });

  it('notices an alert that fires at another moment', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rules-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await cp(join(DEPLOY, 'prometheus'), folder, { recursive: true });
    const text = await readFile(join(folder, 'rules.yml'), 'utf8');
    await writeFile(join(folder, 'rules.yml'), text.replaceAll(/^ +for: .*\n/gm, ''));
    const { exitCode, output } = await promtool(['test', 'rules', 'rules.test.yml'], { folder });
    expect(exitCode).toBe(1);
    expect(output).toContain('BackupLate');
  });

  it('has nothing to say against a real scrape', async () => {
    const scrape = await realScrape();
    const { exitCode, output } = await promtool(['check', 'metrics'], { input: scrape });
    expect(output).toBe('');
    expect(exitCode).toBe(0);
  });

  it('accepts the configuration, once the key lies beside it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await cp(join(DEPLOY, 'prometheus'), folder, { recursive: true });
    const check = () => promtool(['check', 'config', 'prometheus.yml'], { folder });
    expect((await check()).exitCode).toBe(1);
    await writeFile(join(folder, 'backup-jobs.key'), 'a key');
    const { exitCode, output } = await check();
    expect(output).toContain(`SUCCESS: ${rules.length} rules found`);
    expect(exitCode).toBe(0);
  });
});
