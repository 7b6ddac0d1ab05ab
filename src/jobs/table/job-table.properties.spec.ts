import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyJobs } from '../../../test/jobs/any-jobs.js';
import { rowsOf, tableOf } from '../../../test/jobs/sample-jobs.js';
import type { Job } from '../job.js';
import { readColumns, tellColumns } from './columns-as-json.js';
import { gatherRows } from './gather-rows.js';
import { joinJobs } from './job-rows.js';
import { JobTableBuilder } from './job-table-builder.js';
import type { JobTable } from './job-table.js';

const jobsOf = (table: JobTable): Job[] => Array.from({ length: table.length }, (_, row) => table.jobAt(row));

describe('a table of any jobs', () => {
  it('gives each job back as it went in', () => {
    fc.assert(
      fc.property(anyJobs, (jobs) => {
        expect(jobsOf(tableOf(jobs))).toStrictEqual(jobs);
      }),
    );
  });

  it('has its members in the order in which answers show them', () => {
    fc.assert(
      fc.property(anyJobs, (jobs) => {
        const names = jobsOf(tableOf(jobs)).map((job) => Object.keys(job).join());
        expect(new Set(names.map((list) => list.replace(/upstream\w+,/g, ''))).size).toBeLessThanOrEqual(1);
        for (const list of names)
          expect(list).toMatch(/^id,type,(upstreamType,)?status,(upstreamStatus,)?module,/);
      }),
    );
  });

  it('gives them back too when it was told to another replica', () => {
    fc.assert(
      fc.property(anyJobs, (jobs) => {
        const columns = readColumns(JSON.parse(JSON.stringify(tellColumns(tableOf(jobs)))));
        if (columns === undefined) throw new Error('what was told could not be read');
        expect(JSON.stringify(jobsOf(gatherRows([{ columns }])))).toBe(JSON.stringify(jobs));
      }),
    );
  });

  it('is made of any of its rows, in any order, and of those of other tables', () => {
    fc.assert(
      fc.property(anyJobs, anyJobs, fc.infiniteStream(fc.nat()), (first, second, chance) => {
        const rows = first.map((_, row) => row).filter(() => chance.next().value! % 2 === 0);
        const chosen = rows.toSorted(() => (chance.next().value! % 3) - 1);
        const joined = joinJobs([rowsOf(first).only(chosen), rowsOf(second)]);
        const wanted = chosen.length === first.length ? first : chosen.map((row) => first[row]);
        expect([...joined]).toStrictEqual([...wanted, ...second]);
      }),
    );
  });
});

describe('a builder of tables', () => {
  it('makes a table of the rows named, the later record of a job in place of the earlier', () => {
    fc.assert(
      fc.property(anyJobs, (jobs) => {
        const builder = new JobTableBuilder();
        const rows = jobs.map((job) => {
          builder.add({ ...job, status: 'failed' });
          return builder.add(job);
        });
        expect(jobsOf(builder.tableOf(rows))).toStrictEqual(jobs);
      }),
    );
  });
});
