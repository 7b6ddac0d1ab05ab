import type { ConnectionReport } from '../connection-report.js';
import { recommendedPageSize, verdictOf, type DoctorReport } from '../doctor-report.js';
import type { Finding } from '../finding.js';
import { REMEDIES } from '../remedies.js';

/** Grows when a member changes its meaning or goes; new members do not change it. */
const SCHEMA_VERSION = 1;

/** The report for machines, as docs/doctor.md describes it: every member is always there, null when it says nothing. */
export function jsonReport(report: DoctorReport): string {
  const document = {
    schemaVersion: SCHEMA_VERSION,
    verdict: verdictOf(report),
    configurationFaults: report.configurationFaults,
    connections: report.connections.map(plainConnection),
    environment: { UPSTREAM_PAGE_SIZE: recommendedPageSize(report) ?? null },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function plainConnection({ connection, findings, calls, settings }: ConnectionReport): object {
  const { contract = null, timeFormat = null, rangeEndName = null } = settings ?? {};
  return {
    connection,
    findings: findings.map(plainFinding),
    calls,
    settings: settings === undefined ? null : { contract, timeFormat, rangeEndName },
  };
}

function plainFinding(finding: Finding): object {
  const { step, state, code, message, organizationId = null } = finding;
  const isAmiss = finding.state === 'fault' || finding.state === 'warning';
  return { step, state, code, organizationId, message, remedy: isAmiss ? REMEDIES[finding.code] : null };
}
