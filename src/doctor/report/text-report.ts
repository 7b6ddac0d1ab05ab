import { yamlLines, type ConnectionReport } from '../connection-report.js';
import { countOf, recommendedPageSize, type DoctorReport } from '../doctor-report.js';
import type { Finding, Step } from '../finding.js';
import { REMEDIES } from '../remedies.js';
import type { Paint } from './palette.js';
import { wrapText } from './wrap-text.js';

const TITLES = {
  token: 'token',
  clock: 'clocks',
  contract: 'contract',
  pageSize: 'page size',
  organizations: 'organizations',
  answers: 'answers',
  timeFormat: 'time format',
  rangeEnd: 'range end',
  rangeReading: 'range reading',
  calls: 'calls',
} as const satisfies Record<Step, string>;

const WIDTH = 110;
const TITLE_WIDTH = 15;
const STATE_WIDTH = 9;
const MESSAGE_INDENT = ' '.repeat(2 + TITLE_WIDTH + STATE_WIDTH);
const REMEDY_INDENT = `${MESSAGE_INDENT}  `;

/** The report for people: aligned, at most 110 columns wide, faults with what to do about them. */
export function textReport(report: DoctorReport, paint: Paint): string {
  const connections = report.connections.flatMap((connection) => connectionLines(connection, paint));
  return [...connections, ...settingsLines(report), ...closingLines(report), ''].join('\n');
}

function connectionLines({ connection, findings, calls }: ConnectionReport, paint: Paint): string[] {
  const { identity, upstream, upstreamAtMost } = calls;
  return [
    `Connection ${connection}`,
    '',
    ...findings.flatMap((finding, index) => findingLines(finding, findings[index - 1], paint)),
    '',
    `  ${counting(identity, 'call')} to the identity service, ${upstream} to the upstream (at most ${upstreamAtMost}).`,
    '',
  ];
}

function findingLines(finding: Finding, before: Finding | undefined, paint: Paint): string[] {
  const { step, state, message } = finding;
  const title = before?.step === step ? '' : TITLES[step];
  const [first = '', ...rest] = wrapText(message, WIDTH - MESSAGE_INDENT.length);
  return [
    `  ${title.padEnd(TITLE_WIDTH)}${paint(state, state.padEnd(STATE_WIDTH))}${first}`,
    ...rest.map((line) => MESSAGE_INDENT + line),
    ...remedyLines(finding),
  ];
}

function remedyLines(finding: Finding): string[] {
  if (finding.state !== 'fault' && finding.state !== 'warning') return [];
  const lines = wrapText(REMEDIES[finding.code], WIDTH - REMEDY_INDENT.length);
  return lines.map((line, index) => `${MESSAGE_INDENT}${index === 0 ? '→ ' : '  '}${line}`);
}

function settingsLines(report: DoctorReport): string[] {
  const entries = report.connections.flatMap(({ connection, settings }) =>
    settings === undefined ? [] : yamlLines({ name: connection }, settings),
  );
  const pageSize = recommendedPageSize(report);
  if (pageSize === undefined) return [];
  return [
    'Settings to use, in the connections of CONFIG_FILE:',
    '',
    ...entries.map((line) => `  ${line}`),
    '',
    'and for all of them, in the environment:',
    '',
    `  UPSTREAM_PAGE_SIZE=${pageSize}`,
    '',
  ];
}

function closingLines(report: DoctorReport): string[] {
  const [faults, warnings] = [countOf(report, 'fault'), countOf(report, 'warning')];
  if (faults === 0 && warnings === 0) return ['All is well.'];
  if (faults === 0) return [`All is well, with ${counting(warnings, 'warning')}.`];
  return [`${counting(faults, 'fault')} and ${counting(warnings, 'warning')}: what to do stands with each.`];
}

function counting(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
