import { describe, expect, it } from 'vitest';

import { jobIdOf, startFromJobId } from './read-job-id.js';

describe('jobIdOf', () => {
  it.each([
    [{ jobId: ' DCIB1\n' }, 'DCIB1'],
    [{ JOBID: 'DCIB1' }, 'DCIB1'],
    [{ jobId: null, JobId: 'DCIB1' }, 'DCIB1'],
    [{ jobId: 'DCIB1', JobId: null }, 'DCIB1'],
    [{ jobId: 'DCIB1', JobId: 'DCIB2' }, 'DCIB1'],
    [{ jobId: 42 }, '42'],
    [{ jobId: 'x'.repeat(200) }, 'x'.repeat(200)],
    [{ jobId: 'x'.repeat(201) }, undefined],
    [{ jobId: '  ' }, undefined],
    [{ jobId: 'a\u0000b' }, undefined],
    [{ jobId: 'a\u0085b' }, undefined],
    [{ jobId: 'half a pair \ud83d' }, undefined],
    [{ jobId: 2 ** 53 }, undefined],
    [{ jobId: 1.5 }, undefined],
    [{ jobId: true }, undefined],
    [{ jobId: ['DCIB1'] }, undefined],
    [{}, undefined],
    [[{ jobId: 'DCIB1' }], undefined],
    ['DCIB1', undefined],
    [null, undefined],
    [JSON.parse('{"__proto__":{"jobId":"DCIB1"}}'), undefined],
  ])('of %j is %j', (record, id) => {
    expect(jobIdOf(record)).toBe(id);
  });
});

describe('startFromJobId', () => {
  it.each([
    ['DCIB2022081903124382222110', '2022-08-19T03:12:43.822Z'],
    ['dcib20220819031243822', '2022-08-19T03:12:43.822Z'],
    ['DUOR20240229235959999X-7', '2024-02-29T23:59:59.999Z'],
    ['DCIB20000101000000000', '2000-01-01T00:00:00.000Z'],
    ['DCIB20991231235959999', '2099-12-31T23:59:59.999Z'],
  ])('reads the start out of %s', (id, start) => {
    expect(startFromJobId(id)).toBe(Date.parse(start));
  });

  it.each([
    '',
    'DCIB',
    'DCIB2022081903124382',
    'DCI2022081903124382222110',
    'DCIBX2022081903124382222110',
    'DCIB2022023003124382222110',
    'DCIB2022133103124382222110',
    'DCIB2022081924000082222110',
    'DCIB2022081903604382222110',
    'DCIB1999123123595999922110',
    'DCIB2100010100000000022110',
    '2022081903124382222110',
  ])('finds no start in "%s"', (id) => {
    expect(startFromJobId(id)).toBeUndefined();
  });
});
