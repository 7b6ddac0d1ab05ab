import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

import { parseOrganizationId, type OrganizationId } from '../../src/organizations/organization.js';
import { normalizeJob } from '../../src/jobs/normalize-job.js';
import { readColumns, tellColumns } from '../../src/jobs/table/columns-as-json.js';
import { gatherRows } from '../../src/jobs/table/gather-rows.js';
import type { JobTable } from '../../src/jobs/table/job-table.js';
import { JobTableBuilder } from '../../src/jobs/table/job-table-builder.js';
import { tableSizeBytes } from '../../src/jobs/table/table-size.js';

const ID = parseOrganizationId('69cb1ecc-f8e8-439b-8077-a4b7fd45e87f') as OrganizationId;
const COUNT = 20_000;

// This file does not lie beside what it measures: only here it has a process, and a heap, of its own.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What an upstream answers for the job of that number: no two are alike. */
function record(index: number, words: string): Record<string, unknown> {
  const startMs = Date.UTC(2026, 0, 1) + index * 61_237;
  const hasEnded = index % 20 !== 0;
  return {
    module: `${words} ${index % 7}`,
    type: index % 50 === 0 ? 64 : 1,
    jobId: `DCIB${startMs}${index}`,
    startTime: new Date(startMs).toISOString(),
    ...(hasEnded
      ? { finishTime: new Date(startMs + 75_401).toISOString(), durationHours: 0.0209 + index / 1e7 }
      : {}),
    status: hasEnded ? 3 : 2,
    successfulEntity: index % 900,
    totalEntity: index % 1000,
    successfulRecord: index * 31,
    totalRecord: index * 37,
    backupSize: index * 1_234_567,
    organizationId: ID,
    organizationName: 'Contoso Sales',
  };
}

function tableOf(name: string | undefined, words: string): JobTable {
  const text = JSON.stringify(Array.from({ length: COUNT }, (_, index) => record(index, words)));
  const builder = new JobTableBuilder();
  for (const each of JSON.parse(text) as unknown[]) {
    const result = normalizeJob(each, { id: ID, name });
    if (result.kind === 'job') builder.add(result.job);
  }
  return builder.tableOf();
}

/** The memory of a typed array lies beside the heap, and is let go in its own time: looked at until it stays. */
async function heldBytes(): Promise<number> {
  for (let [before, stays, looks] = [0, 0, 0]; ; looks += 1) {
    collect();
    await turn();
    const { heapUsed, external } = process.memoryUsage();
    stays = Math.abs(heapUsed + external - before) < COUNT ? stays + 1 : 0;
    before = heapUsed + external;
    if (stays === 5 || looks === 200) return before;
  }
}

/** What the memory grows by for each job, and what is reckoned for it. */
async function weigh(
  make: () => JobTable,
): Promise<{ readonly measured: number; readonly reckoned: number }> {
  // The first one loads what the next ones share.
  make();
  const before = await heldBytes();
  const table = make();
  const measured = ((await heldBytes()) - before) / COUNT;
  expect(table).toHaveLength(COUNT);
  return { measured, reckoned: tableSizeBytes(table) / COUNT };
}

describe('the size of a held job', () => {
  it.each([
    ['as they came from upstream', () => tableOf('Contoso Sales', 'Customer Engagement')],
    ['whose names came from upstream, too', () => tableOf(undefined, 'Customer Engagement')],
    ['that another replica left as text', () => shared(tableOf('Contoso Sales', 'Customer Engagement'))],
  ])('is within a quarter of what is taken by jobs %s', async (_, make) => {
    const { measured, reckoned } = await weigh(make);
    expect(reckoned / measured, `${reckoned} for ${measured}`).toBeGreaterThan(0.75);
    expect(reckoned / measured, `${reckoned} for ${measured}`).toBeLessThan(1.25);
  });

  it('is at most 150 bytes', async () => {
    const { measured } = await weigh(() => tableOf('Contoso Sales', 'Customer Engagement'));
    expect(measured).toBeLessThan(150);
  });
});

function shared(table: JobTable): JobTable {
  const columns = readColumns(JSON.parse(JSON.stringify(tellColumns(table))));
  if (columns === undefined) throw new Error('what was told could not be read');
  return gatherRows([{ columns }]);
}
