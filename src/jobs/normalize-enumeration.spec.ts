import { describe, expect, it } from 'vitest';

import { normalizeStatus, normalizeType } from './normalize-enumeration.js';

describe('normalizeType', () => {
  it.each([
    [1, 'backup'],
    ['2', 'restore'],
    ['4.0', 'dryRun'],
    [' 8 ', 'retention'],
    ['Audit Backup', 'auditBackup'],
    ['audit_backup', 'auditBackup'],
    ['AUDIT-BACKUP', 'auditBackup'],
    ['dry run', 'dryRun'],
    ['DryRun', 'dryRun'],
    [' Backup\t', 'backup'],
    [32, 'export'],
    ['Export', 'export'],
  ])('reads %j as %s', (given, type) => {
    expect(normalizeType(given)).toStrictEqual({ type });
  });
});

describe('normalizeStatus', () => {
  it.each([
    [2, 'inProgress'],
    ['In progress', 'inProgress'],
    ['in_progress', 'inProgress'],
    [3, 'finished'],
    ['FINISHED', 'finished'],
    ['4', 'failed'],
    [7, 'finishedWithException'],
    ['Finished with Exception', 'finishedWithException'],
    ['FinishedWithException', 'finishedWithException'],
    ['finished-with_exception', 'finishedWithException'],
  ])('reads %j as %s', (given, status) => {
    expect(normalizeStatus(given)).toStrictEqual({ status });
  });

  it.each([
    [64, 64],
    [0, 0],
    [2.5, 2.5],
    ['64', '64'],
    ['Paused', 'Paused'],
    ['', ''],
    ['constructor', 'constructor'],
    [null, null],
    [undefined, null],
    [JSON.parse('1e400'), 'Infinity'],
    [true, true],
    [[3], '[3]'],
    [{ status: 3 }, '{"status":3}'],
    ['x'.repeat(201), 'x'.repeat(200)],
    [`${'x'.repeat(199)}😀`, `${'x'.repeat(199)}\ufffd`],
    [['x'.repeat(300)], `["${'x'.repeat(198)}`],
  ])('keeps %j beside "unknown"', (given, upstreamStatus) => {
    expect(normalizeStatus(given)).toStrictEqual({ status: 'unknown', upstreamStatus });
  });

  it('survives a value nested deeper than the serializer goes', () => {
    let nested: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) nested = [nested];
    expect(normalizeStatus(nested)).toStrictEqual({ status: 'unknown', upstreamStatus: '[…]' });
  });
});
