import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseCsv, parseTable } from '../../test/export/parse-csv.js';
import { jobOf, organizationId } from '../../test/jobs/sample-jobs.js';
import { CSV_HEADER, csvLine } from './csv-line.js';

const PROMISED =
  'id,type,status,module,startTime,finishTime,durationSeconds,backupSizeBytes,organizationId,organizationName,' +
  'entitiesSuccessful,entitiesFailed,entitiesSkipped,entitiesWarning,entitiesTotal,' +
  'recordsSuccessful,recordsFailed,recordsSkipped,recordsWarning,recordsTotal\r\n';

describe('CSV', () => {
  it('has the columns that callers rely on', () => {
    expect(CSV_HEADER).toBe(PROMISED);
  });

  it('has every value of a job in its own column', () => {
    const job = jobOf({
      type: 'dryRun',
      status: 'finishedWithException',
      durationSeconds: 62.81,
      entities: { successful: 1, failed: 2, skipped: 3, warning: 4, total: 10 },
      records: { successful: 5, failed: 6, skipped: 7, warning: 8, total: 26 },
    });
    expect(csvLine(job)).toBe(
      'job,dryRun,finishedWithException,Customer Engagement,2026-11-20T08:00:00.000Z,2026-11-20T08:01:00.000Z,' +
        `62.81,1024,${organizationId(1)},Sales,1,2,3,4,10,5,6,7,8,26\r\n`,
    );
  });

  it('has empty cells for what is absent', () => {
    const { organization } = jobOf();
    const absent = { module: null, startTime: null, finishTime: null, durationSeconds: null };
    const line = csvLine(jobOf({ ...absent, organization: { ...organization, name: null } }));
    expect(line).toBe(`job,backup,finished,,,,,1024,${organizationId(1)},,0,0,0,0,0,0,0,0,0,0\r\n`);
  });

  it('is read back by an independent reader as it was, but for an apostrophe before what could be run', () => {
    const letters = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '"',
      ',',
      ';',
      '\r',
      '\n',
      '\t',
      ' ',
      "'",
      'a',
      'é',
      '＝',
      '1',
    );
    const text = fc.string({
      unit: fc.oneof(letters, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
    });
    fc.assert(
      fc.property(text, text, (id, module) => {
        const [row = {}] = parseTable(CSV_HEADER + csvLine(jobOf({ id, module })));
        expect([id, `'${id}`]).toContain(row['id']);
        expect([module, `'${module}`]).toContain(row['module']);
        expect(Object.values(row).filter(isRun)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

/** What spreadsheets look at: the first sign that is seen. */
function isRun(cell: string): boolean {
  const [first = ''] = cell.normalize('NFKC').trim();
  return '=+-@'.includes(first) && first !== '';
}

describe('the reader of these tests', () => {
  it.each(['a,b', 'a\nb\r\n', '"a\r\n', '"a"b\r\n', 'a"\r\n'])('refuses %j', (text) => {
    expect(() => parseCsv(text)).toThrow(Error);
  });

  it('reads quotes, commas and line breaks', () => {
    expect(parseCsv('a,"b,""\r\n",\r\n\r\n')).toEqual([['a', 'b,"\r\n', ''], ['']]);
  });
});
