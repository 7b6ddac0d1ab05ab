import { describe, expect, it } from 'vitest';

import { AppError } from '../../errors/app-error.js';
import { ListJobsQuery } from './list-jobs.query.js';
import { parseQuery, type RawQuery } from './parse-query.js';

/** Names of the parameters at fault; none when the query parses. */
function faultsOf(raw: RawQuery): string[] {
  try {
    parseQuery(ListJobsQuery, raw);
    return [];
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'validation-failed') throw error;
    return error.faults.map(({ parameter }) => parameter);
  }
}

describe('a query for jobs', () => {
  it.each<[RawQuery, object]>([
    [{}, {}],
    [{ type: 'backup' }, { type: ['backup'] }],
    [{ type: 'BACKUP,dryrun' }, { type: ['backup', 'dryRun'] }],
    [{ type: ['Backup , export', 'backup'] }, { type: ['backup', 'export'] }],
    [{ status: 'finishedwithEXCEPTION' }, { status: ['finishedWithException'] }],
    [
      { organizationId: 'sales,{69CB1ECC-f8e8-439b-8077-a4b7fd45e87f}' },
      { organizationId: ['sales', '{69CB1ECC-f8e8-439b-8077-a4b7fd45e87f}'] },
    ],
    [
      { from: '2026-11-20', to: '2026-11-21T00:00+01:00' },
      { from: 1_795_132_800_000, to: 1_795_215_600_000 },
    ],
    [{ allowPartial: 'false' }, { allowPartial: false }],
    [{ allowPartial: 'true' }, { allowPartial: true }],
    [
      { sort: '-backupSizeBytes', page: '3', pageSize: '200' },
      { sort: '-backupSizeBytes', page: 3, pageSize: 200 },
    ],
    [{ page: '007' }, { page: 7 }],
  ])('%j is read as %j', (raw, expected) => {
    expect(Object.entries(parseQuery(ListJobsQuery, raw))).toEqual(Object.entries(expected));
  });

  it.each<[string, readonly unknown[]]>([
    [
      'type',
      [
        '',
        ' ',
        'x',
        'backup,',
        ',',
        'backup;restore',
        ['backup', 'x'],
        'toString',
        '__proto__',
        'constructor',
        '1',
        'unknown',
      ],
    ],
    ['status', ['', 'done', 'finished,failed,', 'valueOf', '3']],
    ['organizationId', ['', 'a b', 'a/b', 'ä', 'sales,', '%', 'x'.repeat(65), '{sales}', ['sales', '']]],
    ['from', ['', 'yesterday', '2026-02-30', '2026', ['2026-11-20', '2026-11-20']]],
    ['to', ['', '0', 'now', ['2026-11-20']]],
    ['allowPartial', ['', 'TRUE', '1', 'no', ['true', 'true']]],
    [
      'sort',
      [
        '',
        'id',
        '--startTime',
        'starttime',
        '-',
        'startTime,finishTime',
        ['startTime', 'startTime'],
        '__proto__',
      ],
    ],
    ['page', ['', '0', '-1', '1.5', '1e3', ' 1', '0x1', '1000000000', '99999999999999999999', ['1', '2']]],
    ['pageSize', ['', '0', '201', 'ten', '1_0', ['25', '25']]],
    ['cursor', ['', 'x', 'W10', '!', 'a'.repeat(3000), ['a', 'a']]],
  ])('is refused for every bad %s', (parameter, values) => {
    expect(values.map((value) => faultsOf({ [parameter]: value }))).toEqual(values.map(() => [parameter]));
  });
});
