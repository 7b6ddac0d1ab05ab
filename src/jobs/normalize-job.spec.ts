import { describe, expect, it } from 'vitest';

import { parseOrganizationId } from '../organizations/organization.js';
import { type AskedOrganization, normalizeJob } from './normalize-job.js';

const id = parseOrganizationId('69cb1ecc-f8e8-439b-8077-a4b7fd45e87f');
if (id === undefined) throw new Error('expected a GUID');
const asked: AskedOrganization = { id, name: undefined };
const none = { successful: 0, failed: 0, skipped: 0, warning: 0, total: 0 };

const record = {
  module: 'Customer Engagement',
  type: 1,
  jobId: 'DCIB2022081903124382222110',
  startTime: '2022-08-19T03:12:43.8230000Z',
  finishTime: '2022-08-19T03:13:46.633',
  durationHours: 0.017447222,
  status: 3,
  successfulEntity: 1,
  totalEntity: 1,
  successfulRecord: 1,
  failedRecord: 2,
  skippedRecord: 3,
  warningRecord: 4,
  totalRecord: 10,
  backupSize: 180832,
  organizationId: '69CB1ECC-F8E8-439B-8077-A4B7FD45E87F',
  organizationName: 'uatorg123',
};

function jobFrom(changes: object, organization = asked): unknown {
  const normalized = normalizeJob({ ...record, ...changes }, organization);
  return normalized.kind === 'job' ? normalized.job : normalized.kind;
}

describe('normalizeJob', () => {
  it('turns a record of the vendor into a Job', () => {
    expect(normalizeJob(record, asked)).toStrictEqual({
      kind: 'job',
      job: {
        id: 'DCIB2022081903124382222110',
        type: 'backup',
        status: 'finished',
        module: 'Customer Engagement',
        startTime: '2022-08-19T03:12:43.823Z',
        finishTime: '2022-08-19T03:13:46.633Z',
        durationSeconds: 62.81,
        entities: { ...none, successful: 1, total: 1 },
        records: { successful: 1, failed: 2, skipped: 3, warning: 4, total: 10 },
        backupSizeBytes: 180832,
        organization: { id, name: 'uatorg123' },
      },
    });
  });

  it('makes a Job of a record that has nothing but an id', () => {
    expect(normalizeJob({ jobId: 'a' }, asked)).toStrictEqual({
      kind: 'job',
      job: {
        id: 'a',
        type: 'unknown',
        upstreamType: null,
        status: 'unknown',
        upstreamStatus: null,
        module: null,
        startTime: null,
        finishTime: null,
        durationSeconds: null,
        entities: none,
        records: none,
        backupSizeBytes: 0,
        organization: { id, name: null },
      },
    });
  });

  it('keeps the finish of a job in progress as it came and knows no duration', () => {
    expect(jobFrom({ status: 'In progress' })).toMatchObject({
      status: 'inProgress',
      finishTime: '2022-08-19T03:13:46.633Z',
      durationSeconds: null,
    });
  });

  it.each([
    ['180832', 180832],
    ['9223372036854775807', Number.MAX_SAFE_INTEGER],
    [1e300, Number.MAX_SAFE_INTEGER],
    [-1, 0],
    ['-0', 0],
    [1.5, 0],
    ['1 024', 0],
    ['0x10', 0],
    [true, 0],
    [[7], 0],
  ])('reads a size of %j as %d bytes', (backupSize, bytes) => {
    expect(jobFrom({ backupSize, totalEntity: backupSize })).toMatchObject({
      backupSizeBytes: bytes,
      entities: { total: bytes },
    });
  });

  it.each([
    ['Contoso', 'vendor', 'Contoso'],
    [undefined, ' ven\u0000dor\n', 'vendor'],
    [undefined, 'x'.repeat(300), 'x'.repeat(200)],
    [undefined, ' \u0007 ', null],
    [undefined, 7, null],
  ])(
    'names the organization configured as %j and called %j by the vendor %j',
    (name, organizationName, expected) => {
      expect(jobFrom({ organizationName }, { ...asked, name })).toMatchObject({
        organization: { id, name: expected },
      });
    },
  );

  it.each([undefined, null, '', ' ', `{${id}}`, ` ${id.toUpperCase()} `])(
    'takes organization %j for the asked one',
    (given) => {
      expect(jobFrom({ organizationId: given })).toMatchObject({ organization: { id } });
    },
  );

  it.each([
    '00000000-0000-0000-0000-000000000000',
    id.replace('6', '7'),
    'uatorg123',
    0,
    false,
    [id],
    { id },
  ])('takes organization %j for a foreign one, even without a job id', (given) => {
    expect(jobFrom({ organizationId: given })).toBe('foreign');
    expect(jobFrom({ organizationId: given, jobId: null })).toBe('foreign');
  });

  it.each([null, undefined, 'DCIB1', 7, true, [record], {}, { jobId: ' ' }])('finds %j faulty', (given) => {
    expect(normalizeJob(given, asked)).toStrictEqual({ kind: 'faulty' });
  });
});
