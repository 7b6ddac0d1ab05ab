import { afterEach, describe, expect, it } from 'vitest';

import { demoTenants } from '../../src/demo/stand-in/demo-tenants.js';
import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import type { StandIn, StandInOptions } from '../../src/demo/stand-in/stand-in.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';
import { NOW_MS, startUpstream } from '../support/upstream.js';
import { amissIn, codesOf, consultOne } from './consultation.js';

const [CONTOSO, FABRIKAM] = demoTenants();

let standIn: StandIn;
afterEach(() => standIn.close());

async function consult(
  tenant: StandInTenant,
  changes: Readonly<Record<string, unknown>> = {},
  jobs?: StandInOptions['jobs'],
) {
  standIn = await startUpstream({ tenants: [tenant], ...(jobs === undefined ? {} : { jobs }) });
  return consultOne({ standIn, tenants: [tenant], changes });
}

describe('the doctor on the format of times', () => {
  it.each([
    ['iso8601', 'epochMilliseconds'],
    ['epochMilliseconds', 'iso8601'],
  ] as const)('names %s as the format where only that is taken', async (timeFormat, configured) => {
    for (const tenant of [CONTOSO, FABRIKAM]) {
      // oxlint-disable-next-line no-await-in-loop -- One stand-in after the other.
      const report = await consult({ ...tenant, timeFormat }, { timeFormat: configured });
      expect(amissIn(report)).toEqual(['time-format-other']);
      expect(report.settings?.timeFormat).toBe(timeFormat);
      expect(codesOf(report, 'rangeReading')).toEqual(['ok range-reading-start']);
    }
  });

  it('finds nothing amiss where the configured one is taken', async () => {
    const report = await consult({ ...CONTOSO, timeFormat: 'iso8601' });
    expect(codesOf(report, 'timeFormat')).toEqual(['ok time-format']);
    const { message } = report.findings.find(({ step }) => step === 'timeFormat') ?? {};
    expect(message).toBe('Times are understood as iso8601, and refused as epochMilliseconds.');
  });
});

describe('the doctor on ranges', () => {
  it.each([
    ['start', 'start'],
    ['finish', 'finish'],
    ['both', 'both'],
    ['bothInside', 'inside'],
  ] as const)('tells that jobs are listed by %s', async (rangeReading, name) => {
    for (const tenant of [CONTOSO, FABRIKAM]) {
      // oxlint-disable-next-line no-await-in-loop -- One stand-in after the other.
      const report = await consult({ ...tenant, rangeReading });
      expect(codesOf(report, 'rangeReading')).toEqual([`ok range-reading-${name}`]);
      expect(amissIn(report)).toEqual([]);
    }
  });

  it.each([
    ['GET', CONTOSO, 'endTime'],
    ['POST', FABRIKAM, 'finishTime'],
  ] as const)(
    'finds the other name of the end in the %s contract',
    async (_contract, tenant, rangeEndName) => {
      for (const isRangeEndRequired of [true, false]) {
        // oxlint-disable-next-line no-await-in-loop -- One stand-in after the other.
        const report = await consult({ ...tenant, rangeEndName, isRangeEndRequired });
        expect(amissIn(report)).toEqual(['range-end-name']);
        expect(report.settings?.rangeEndName).toBe(rangeEndName);
        expect(codesOf(report, 'rangeReading')).toEqual(['ok range-reading-start']);
      }
    },
  );

  it('is content with the other name where it is configured', async () => {
    const report = await consult({ ...CONTOSO, rangeEndName: 'endTime' }, { rangeEndName: 'endTime' });
    expect(amissIn(report)).toEqual([]);
    expect(report.settings?.rangeEndName).toBe('endTime');
  });

  it('finds the end and the format where both are other than documented', async () => {
    const report = await consult({ ...CONTOSO, rangeEndName: 'endTime', timeFormat: 'epochMilliseconds' });
    expect(amissIn(report)).toEqual(['time-format-other', 'range-end-name']);
    expect(report.settings).toMatchObject({ timeFormat: 'epochMilliseconds', rangeEndName: 'endTime' });
  });

  it.each([
    ['there are no jobs', []],
    ['no job has ended', [plantJob(NOW_MS - 60_000, { finishMs: NOW_MS + 60_000 })]],
    ['jobs are too short', [plantJob(NOW_MS - 60_000, { finishMs: NOW_MS - 59_000 })]],
  ])('says so when %s to tell by', async (_what, jobs) => {
    const report = await consult(CONTOSO, {}, () => jobs);
    for (const step of ['rangeEnd', 'rangeReading'] as const) {
      expect(codesOf(report, step)).toEqual(['skipped skipped']);
      expect(report.findings.find((finding) => finding.step === step)?.message).toContain(
        'not enough jobs to tell',
      );
    }
    expect(amissIn(report).filter((code) => code !== 'organization-empty')).toEqual([]);
  });
});
