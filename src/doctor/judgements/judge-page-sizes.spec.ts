import { describe, expect, it } from 'vitest';

import type { Job } from '../../jobs/job.js';
import { normalizeJob } from '../../jobs/normalize-job.js';
import { parseOrganizationId } from '../../organizations/organization.js';
import type { PageSizeLook } from '../probes/page-sizes.js';
import type { Answer } from '../reply.js';
import { judgePageSizes, largestPageSize } from './judge-page-sizes.js';

const id = parseOrganizationId('69cb1ecc-f8e8-439b-8077-a4b7fd45e87f');

function jobs(count: number): Job[] {
  if (id === undefined) throw new Error('no id');
  const job = normalizeJob({ jobId: 'J' }, { id, name: undefined });
  return job.kind === 'job' ? Array.from({ length: count }, () => job.job) : [];
}

interface Page {
  readonly came: number;
  readonly total: number | null;
  readonly pageSize?: number;
}

function answer({ came, total, pageSize }: Page): Answer {
  const none = { foreign: 0, unusable: 0 } as const;
  return { kind: 'answer', jobs: jobs(came), ...none, total, pageSize: pageSize ?? null, shape: 'current' };
}

function taken(asked: number, page: Page): PageSizeLook {
  return { asked, reply: answer(page) };
}

const refused = (asked: number): PageSizeLook => ({ asked, reply: { kind: 'refusal', status: 400 } });

describe('judgePageSizes', () => {
  it.each([
    [
      'is taken and full',
      [taken(1000, { came: 1000, total: 4000, pageSize: 1000 })],
      1000,
      ['ok page-size-taken'],
    ],
    ['cannot be seen, with few jobs', [taken(1000, { came: 7, total: 7 })], 1000, ['ok page-size-taken']],
    ['is cut, as announced', [taken(1000, { came: 7, total: 7, pageSize: 200 })], 200, ['ok page-size-cut']],
    ['is cut, as seen', [taken(1000, { came: 150, total: 400 })], 150, ['ok page-size-cut']],
    ['is cut below the configured one', [taken(1000, { came: 40, total: 400 })], 40, ['note page-size-cut']],
    [
      'is announced and not kept',
      [taken(1000, { came: 40, total: 400, pageSize: 50 })],
      40,
      ['note page-size-cut', 'warning page-size-not-kept'],
    ],
    ['is refused above', [refused(1000), taken(500, { came: 9, total: 9 })], 500, ['ok page-size-taken']],
    [
      'is refused as configured',
      [refused(100), taken(50, { came: 9, total: 9 })],
      50,
      ['fault page-size-refused'],
    ],
    ['is never taken', [refused(100), refused(10)], undefined, ['fault page-size-refused']],
    [
      'was not asked',
      [{ asked: 1000, reply: { kind: 'throttled', retryAfterSeconds: 1 } }],
      undefined,
      ['skipped skipped'],
    ],
  ] as [string, PageSizeLook[], number | undefined, string[]][])(
    'judges a size that %s',
    (_what, looks, size, codes) => {
      expect(largestPageSize(looks)).toBe(size);
      expect(judgePageSizes(looks, 100).map(({ state, code }) => `${state} ${code}`)).toEqual(codes);
    },
  );
});
