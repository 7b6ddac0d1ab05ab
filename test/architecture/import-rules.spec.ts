import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { PROJECT, runTool } from './run-tool.js';

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

interface Cruise {
  readonly summary: { readonly violations: readonly Violation[] };
}

const CONFIG = join(PROJECT, '.dependency-cruiser.cjs');
const { forbidden } = createRequire(import.meta.url)(CONFIG) as {
  forbidden: readonly { readonly name: string }[];
};

/** For each rule, a file that breaks it. */
const BREACHES: Readonly<Record<string, readonly [string, string]>> = {
  'console-events-export-mcp-metrics-summary-webhooks-imports-nothing-to-its-left': [
    'console/breach',
    '../app.module.js',
  ],
  'watch-imports-nothing-to-its-left': ['watch/breach', '../events/event.js'],
  'jobs-imports-nothing-to-its-left': ['jobs/breach', '../export/export.controller.js'],
  'cache-imports-nothing-to-its-left': ['cache/breach', '../jobs/job.js'],
  'aggregation-imports-nothing-to-its-left': ['aggregation/breach', '../cache/copy.js'],
  'upstream-imports-nothing-to-its-left': ['upstream/breach', '../aggregation/source.js'],
  'tokens-imports-nothing-to-its-left': ['tokens/breach', '../upstream/upstream.client.js'],
  'limits-imports-nothing-to-its-left': ['limits/breach', '../tokens/token.service.js'],
  'auth-imports-nothing-to-its-left': ['auth/breach', '../limits/rate-limit.guard.js'],
  'organizations-imports-nothing-to-its-left': ['organizations/breach', '../auth/caller.js'],
  'redis-imports-nothing-to-its-left': ['redis/breach', '../organizations/organization.js'],
  'outgoing-imports-nothing-to-its-left': ['outgoing/breach', '../redis/redis.client.js'],
  'instruments-imports-nothing-to-its-left': ['instruments/breach', '../outgoing/outgoing.client.js'],
  'tracing-imports-nothing-to-its-left': ['tracing/breach', '../instruments/instruments.js'],
  'config-imports-nothing-to-its-left': ['config/breach', '../instruments/instruments.js'],
  'errors-imports-nothing-to-its-left': ['errors/breach', '../config/clock.js'],
  'document-imports-nothing-to-its-left': ['document/breach', '../errors/app-error.js'],
  'neighbours-know-nothing-of-each-other': ['summary/breach', '../events/event.js'],
  'no-circular': ['config/loop', './loop.js'],
  'no-orphans': ['health/breach', ''],
  'no-unresolvable': ['jobs/unresolvable', './nowhere.js'],
  'source-imports-no-test': ['jobs/test-breach', '../../test/service.js'],
  'source-imports-no-benchmark': ['jobs/bench-breach', '../../bench/quantile.js'],
  'source-needs-production-packages-only': ['jobs/package-breach', 'vitest'],
  'nothing-needs-the-demo': ['jobs/demo-breach', '../demo/main.js'],
  'nothing-needs-the-doctor': ['jobs/doctor-breach', '../doctor/main.js'],
  'doctor-imports-from-jobs-rightwards': ['doctor/breach', '../app.module.js'],
  'stand-in-knows-only-the-job-vocabulary': ['demo/stand-in/breach', '../../jobs/job.js'],
  'only-one-file-knows-the-http-adapter': ['main', 'fastify'],
  'only-the-outgoing-client-knows-axios': ['tokens/axios-breach', 'axios'],
  'only-one-file-loads-the-validator': ['jobs/validator-breach', 'class-validator'],
  'only-one-file-loads-the-library-of-tokens': ['tokens/jose-breach', 'jose'],
  'the-writer-of-the-document-is-loaded-on-demand': ['health/document-breach', '@nestjs/swagger'],
  'only-one-folder-knows-the-redis-client': ['cache/redis-breach', 'ioredis'],
  'only-one-folder-knows-the-metrics-library': ['upstream/metrics-breach', 'prom-client'],
  'only-the-sender-of-traces-knows-their-library': ['upstream/traces-breach', '@opentelemetry/api'],
  'the-sender-of-traces-is-loaded-on-demand': ['tracing/eager-breach', './otlp-tracing.js'],
  'only-the-outgoing-client-opens-connections': ['tokens/network-breach', 'node:https'],
};

async function cruise(folder: string): Promise<readonly Violation[]> {
  const folders = ['src', 'test', 'bench'];
  const { standardOutput } = await runTool(
    'depcruise',
    [...folders, '--config', CONFIG, '--output-type', 'json'],
    folder,
  );
  return (JSON.parse(standardOutput) as Cruise).summary.violations;
}

/** A tree in which every file that a breach reaches for is there. */
async function plantBreaches(folder: string): Promise<void> {
  const files = new Map<string, string>();
  for (const [path, imported] of Object.values(BREACHES)) {
    files.set(`src/${path}.ts`, imported === '' ? 'export {};' : `import '${imported}';\nexport {};`);
    const isOurs = imported.startsWith('.') && !imported.includes('nowhere');
    const target = join('src', dirname(path), imported.replace(/\.js$/, '.ts'));
    if (isOurs && !files.has(target)) files.set(target, 'export {};');
  }
  for (const [path, text] of files) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  for (const name of ['package.json', 'tsconfig.json', 'node_modules']) {
    await symlink(join(PROJECT, name), join(folder, name));
  }
}

describe('the import rules', () => {
  let planted: string;

  beforeAll(async () => {
    planted = await mkdtemp(join(tmpdir(), 'import-rules-'));
    await plantBreaches(planted);
  });

  afterAll(() => rm(planted, { recursive: true }));

  it('hold in source and tests', async () => {
    const violations = await cruise(PROJECT);
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  it('each fire where they are broken', async () => {
    const violations = await cruise(planted);
    const fired = new Set(violations.map(({ rule, from }) => `${rule.name}: ${from}`));
    const planned = Object.entries(BREACHES).map(([rule, [path]]) => `${rule}: src/${path}.ts`);
    expect(Object.keys(BREACHES).toSorted()).toEqual(forbidden.map(({ name }) => name).toSorted());
    expect(planned.filter((breach) => !fired.has(breach))).toEqual([]);
  });
});
