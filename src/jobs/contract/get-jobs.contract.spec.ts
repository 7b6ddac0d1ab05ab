import { describe, expect, it } from 'vitest';

import { parseOrganizationId } from '../../organizations/organization.js';
import { JOB_STATUSES, JOB_STATUS_NAMES, JOB_TYPES, JOB_TYPE_NAMES } from '../job-vocabulary.js';
import { getJobsContract } from './get-jobs.contract.js';
import type { ContractFormat, JobsQuestion } from './jobs-contract.js';

const iso: ContractFormat = { timeFormat: 'iso8601', rangeEndName: undefined };
const organizationId = parseOrganizationId('69cb1ecc-f8e8-439b-8077-a4b7fd45e87f');
if (organizationId === undefined) throw new Error('expected a GUID');
const question: JobsQuestion = {
  organizationId,
  window: { fromMs: Date.UTC(2022, 7, 12, 3), toMs: Date.UTC(2022, 7, 19, 3) },
};
const page = { index: 2, size: 100 };

describe('the GET contract', () => {
  it('asks for all types with 0 and leaves the status out', () => {
    expect(getJobsContract.toRequest(question, page, iso)).toStrictEqual({
      method: 'GET',
      path: '/dynamicsbackup/jobs',
      query: {
        pageIndex: '2',
        pageSize: '100',
        type: '0',
        startTime: '2022-08-12T03:00:00.000Z',
        finishTime: '2022-08-19T03:00:00.000Z',
        organizationId: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f',
      },
    });
  });

  it('writes times as milliseconds and ends the range with the name the connection sets', () => {
    const format: ContractFormat = { timeFormat: 'epochMilliseconds', rangeEndName: 'endTime' };
    const { query } = getJobsContract.toRequest(
      { ...question, type: 'export', status: 'failed' },
      page,
      format,
    );
    expect(query).toStrictEqual({
      pageIndex: '2',
      pageSize: '100',
      type: '32',
      startTime: '1660273200000',
      endTime: '1660878000000',
      status: '4',
      organizationId: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f',
    });
  });

  it.each(JOB_TYPE_NAMES)('filters by type %s', (type) => {
    expect(getJobsContract.mayFilterByType(type)).toBe(true);
    const { query } = getJobsContract.toRequest({ ...question, type }, page, iso);
    expect(query?.['type']).toBe(String(JOB_TYPES[type]));
  });

  it.each(JOB_STATUS_NAMES)('filters by status %s', (status) => {
    const { query } = getJobsContract.toRequest({ ...question, status }, page, iso);
    expect(query?.['status']).toBe(String(JOB_STATUSES[status]));
  });
});
