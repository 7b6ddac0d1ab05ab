import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';

import { describeMachine } from './machine.js';
import { resultsDocument, type SectionResult, sectionText } from './results.js';
import { cachedPage } from './sections/cached-page.js';
import { fanOut } from './sections/fan-out.js';
import { heldJobs } from './sections/held-jobs.js';
import { miss } from './sections/miss.js';
import { refreshes } from './sections/refreshes.js';
import { secondReplica } from './sections/second-replica.js';
import { start } from './sections/start.js';
import type { Bench } from './section.js';

const SECTIONS = [cachedPage, miss, fanOut, heldJobs, refreshes, secondReplica, start];
const RESULTS = 'bench/RESULTS.md';

/**
 * Measures the service: every section, or those that `--only` names, separated by commas. `--short` takes a minute and
 * writes nothing down; `--service` is the folder of another compiled service than `dist`.
 */
const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    service: { type: 'string', default: 'dist' },
  },
});

const bench: Bench = { isShort: values.short, service: resolve(values.service) };
const machine = describeMachine();
const results = await measureAll(values.only?.split(','));
if (!values.short && values.only === undefined) await writeResults(results);
process.exit(0);

async function measureAll(names: readonly string[] | undefined): Promise<SectionResult[]> {
  const measured: SectionResult[] = [];
  for (const section of SECTIONS.filter(({ name }) => names?.includes(name) ?? true)) {
    const result = { section, figures: await section.measure(bench) };
    process.stdout.write(`${sectionText(result)}\n`);
    measured.push(result);
  }
  return measured;
}

async function writeResults(measured: readonly SectionResult[]): Promise<void> {
  const text = resultsDocument({ machine, results: measured, before: readFileSync(RESULTS, 'utf8') });
  writeFileSync(RESULTS, await format(text, { parser: 'markdown' }));
}
