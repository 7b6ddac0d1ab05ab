import { describe, expect, it } from 'vitest';

import type { ConnectionReport } from '../connection-report.js';
import type { DoctorReport } from '../doctor-report.js';
import type { Finding } from '../finding.js';
import { REMEDIES } from '../remedies.js';
import { paintFor } from './palette.js';
import { textReport } from './text-report.js';

const OK: Finding = { step: 'token', state: 'ok', code: 'token-issued', message: 'A token came.' };
const FAULT: Finding = {
  step: 'organizations',
  state: 'fault',
  code: 'organization-missing',
  message: 'Sales: the upstream does not know it (404).',
};
const WARNING: Finding = { step: 'clock', state: 'warning', code: 'clock-off', message: 'Off.' };
const SETTINGS = { contract: 'post', timeFormat: 'iso8601', rangeEndName: 'finishTime' } as const;

function reportOf(findings: readonly Finding[], pageSize?: number): DoctorReport {
  const settings = pageSize === undefined ? undefined : { ...SETTINGS, pageSize };
  const calls = { identity: 1, upstream: 2, upstreamAtMost: 45 };
  const connection: ConnectionReport = { connection: 'contoso', findings, calls, settings };
  return { configurationFaults: [], connections: [connection] };
}

function linesOf(report: DoctorReport): string[] {
  return textReport(report, paintFor({ isTTY: false }, {})).split('\n');
}

describe('textReport', () => {
  it('says with each fault what to do, wrapped and aligned below it', () => {
    const lines = linesOf(reportOf([OK, FAULT]));
    const [first = '', ...rest] = lines.slice(lines.findIndex((line) => line.includes('→')));
    expect(lines.every((line) => line.length <= 110)).toBe(true);
    expect(first.indexOf('→')).toBe(lines.find((line) => line.includes('A token'))?.indexOf('A token'));
    const remedy = [first, ...rest.slice(0, rest.indexOf(''))].map((line) => line.trim()).join(' ');
    expect(remedy).toBe(`→ ${REMEDIES['organization-missing']}`);
    expect(lines.at(-2)).toBe('1 fault and 0 warnings: what to do stands with each.');
  });

  it('gives the lines to paste, with the smallest page size of all connections', () => {
    const { connections } = reportOf([OK], 100);
    const lines = linesOf({
      configurationFaults: [],
      connections: [...connections, ...reportOf([OK], 60).connections],
    });
    for (const line of ['  - name: contoso', '    contract: post', '    rangeEndName: finishTime'])
      expect(lines).toContain(line);
    expect(lines).toContain('  UPSTREAM_PAGE_SIZE=60');
    expect(lines.at(-2)).toBe('All is well.');
  });

  it('is well with warnings, and silent about settings that were not found out', () => {
    const lines = linesOf(reportOf([OK, WARNING]));
    expect(lines.at(-2)).toBe('All is well, with 1 warning.');
    expect(lines.filter((line) => line.includes('UPSTREAM_PAGE_SIZE'))).toEqual([]);
  });
});
