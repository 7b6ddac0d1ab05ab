import { describe, expect, it } from 'vitest';

import { readJobsAnswer } from './read-jobs-answer.js';

const job = { jobId: 'DCIB1' };
const link = '/jobs?pageIndex=2';

describe('readJobsAnswer', () => {
  it.each([
    ['the earlier shape', { totalNumber: 100, result: [job] }, 100, null, false],
    [
      'the current shape',
      { totalCount: 20, nextLink: link, jobs: [job], pageIndex: 1, pageSize: 5 },
      20,
      5,
      true,
    ],
    [
      'the wrapped shape',
      { statusCode: 200, errors: null, data: { totalCount: 20, nextLink: null, jobs: [job] } },
      20,
      null,
      false,
    ],
    ['a wrapped bare list', { statusCode: 200, data: [job] }, null, null, false],
    ['other letter case', { TOTALCOUNT: 20, NextLink: link, Jobs: [job], PageSize: 5 }, 20, 5, true],
    ['numbers as text', { totalCount: ' 20 ', jobs: [job], pageSize: '5.0' }, 20, 5, false],
    ['a bare list', [job], null, null, false],
    ['one null list of two', { jobs: null, result: [job] }, null, null, false],
    ['a blank link', { jobs: [job], totalCount: 1, nextLink: ' ' }, 1, null, false],
    ['a link that is no text', { jobs: [job], totalCount: 1, nextLink: { href: link } }, 1, null, false],
    ['an error list beside jobs', { errors: ['x'], jobs: [job], totalCount: 1 }, 1, null, false],
    [
      'an error list beside data',
      { statusCode: '200', errors: ['x'], data: { jobs: [job] } },
      null,
      null,
      false,
    ],
  ])('reads %s', (_shape, body, total, pageSize, hasNextLink) => {
    expect(readJobsAnswer(body)).toStrictEqual({ records: [job], total, pageSize, hasNextLink });
  });

  it.each([-1, 1.5, 1e9, 1e300, '-1', '1e20', 'many', true, null, {}, []])(
    'does not believe a total of %j',
    (totalCount) => {
      expect(readJobsAnswer({ jobs: [job], totalCount }).total).toBeNull();
    },
  );

  it.each([0, -5, 2.5, 'ten'])('does not believe a page size of %j', (pageSize) => {
    expect(readJobsAnswer({ jobs: [job], pageSize }).pageSize).toBeNull();
  });

  it.each([
    { totalCount: 0, jobs: null },
    { totalNumber: '0', result: null },
    { totalCount: -0, jobs: [] },
    { totalCount: 0 },
    { statusCode: 200, data: { totalCount: 0, jobs: null } },
  ])('takes %j for an empty list', (body) => {
    expect(readJobsAnswer(body)).toStrictEqual({ records: [], total: 0, pageSize: null, hasNextLink: false });
  });

  it.each([
    null,
    undefined,
    'jobs',
    7,
    {},
    { jobs: null },
    { jobs: null, totalCount: 3 },
    { jobs: 'none', totalCount: 0 },
    { jobs: { 0: job }, totalCount: 1 },
    { data: null },
    { data: { data: { jobs: [job] } } },
    { error: 'x' },
    JSON.parse('{"__proto__":{"jobs":[]}}'),
  ])('finds no list of jobs in %j', (body) => {
    expect(() => readJobsAnswer(body)).toThrow(
      expect.objectContaining({
        code: 'upstream-invalid',
        message: 'The upstream answered without a list of jobs.',
      }),
    );
  });
});
