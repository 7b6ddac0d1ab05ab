import { describe, expect, it } from 'vitest';

import { parseOrganizationId } from '../../organizations/organization.js';
import type { ContractFormat, JobsQuestion } from './jobs-contract.js';
import { postJobsContract } from './post-jobs.contract.js';

const iso: ContractFormat = { timeFormat: 'iso8601', rangeEndName: undefined };
const organizationId = parseOrganizationId('69cb1ecc-f8e8-439b-8077-a4b7fd45e87f');
if (organizationId === undefined) throw new Error('expected a GUID');
const question: JobsQuestion = {
  organizationId,
  window: { fromMs: Date.UTC(2022, 7, 12, 3), toMs: Date.UTC(2022, 7, 19, 3) },
};
const page = { index: 1, size: 10 };

describe('the POST contract', () => {
  it('asks for everything without status and objectType', () => {
    expect(postJobsContract.toRequest(question, page, iso)).toStrictEqual({
      method: 'POST',
      path: '/api/OpenApi/GetJobs',
      body: {
        pageInfo: { currentPage: 1, pageSize: 10 },
        type: 0,
        startTime: '2022-08-12T03:00:00.000Z',
        endTime: '2022-08-19T03:00:00.000Z',
        organizationId: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f',
      },
    });
  });

  it('writes times as numbers and ends the range with the name the connection sets', () => {
    const format: ContractFormat = { timeFormat: 'epochMilliseconds', rangeEndName: 'finishTime' };
    const asked: JobsQuestion = { ...question, type: 'auditBackup', status: 'finishedWithException' };
    expect(postJobsContract.toRequest(asked, page, format).body).toStrictEqual({
      pageInfo: { currentPage: 1, pageSize: 10 },
      type: 16,
      startTime: 1_660_273_200_000,
      finishTime: 1_660_878_000_000,
      status: 7,
      organizationId: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f',
    });
  });

  it('asks for all types when asked for exports, which it has no number for', () => {
    expect(postJobsContract.mayFilterByType('export')).toBe(false);
    expect(postJobsContract.toRequest({ ...question, type: 'export' }, page, iso).body).toMatchObject({
      type: 0,
    });
  });

  it.each([
    ['backup', 1],
    ['restore', 2],
    ['dryRun', 4],
    ['retention', 8],
    ['auditBackup', 16],
  ] as const)('filters by type %s', (type, number) => {
    expect(postJobsContract.mayFilterByType(type)).toBe(true);
    expect(postJobsContract.toRequest({ ...question, type }, page, iso).body).toMatchObject({ type: number });
  });
});
