import { describe, expect, it } from 'vitest';

import { jobOf } from '../../test/jobs/sample-jobs.js';
import { acceptedFormat, EXPORT_FORMATS } from './export-format.js';

const formatFor = (accept: string | undefined): string =>
  acceptedFormat({ headers: accept === undefined ? {} : { accept } });

describe('the format that a caller accepts', () => {
  it.each([
    [undefined, 'csv'],
    ['*/*', 'csv'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'csv'],
    ['text/*', 'csv'],
    ['text/csv', 'csv'],
    ['text/csv;q=0.1, application/json', 'csv'],
    ['application/x-ndjson', 'ndjson'],
    ['application/*', 'ndjson'],
    ['application/x-ndjson;q=0.4, text/csv;q=0.5', 'csv'],
    ['text/csv;q=0.5, application/x-ndjson', 'ndjson'],
    ['text/csv;q=0, */*', 'ndjson'],
  ])('of %s is %s', (accept, format) => {
    expect(formatFor(accept)).toBe(format);
  });

  it.each(['application/json', 'text/html', 'text/csv;q=0', 'text/*;q=0, image/png'])(
    'of %s is none',
    (accept) => {
      expect(() => formatFor(accept)).toThrow(expect.objectContaining({ code: 'not-acceptable' }));
    },
  );
});

describe('NDJSON', () => {
  it('has the whole job on one line', () => {
    const job = jobOf({ type: 'unknown', upstreamType: 'Line\nbreak', module: null });
    const line = EXPORT_FORMATS.ndjson.lineOf(job);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toEqual(job);
  });
});
