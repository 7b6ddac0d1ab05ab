import { describe, expect, it } from 'vitest';

import type { Job } from './job.js';
import { healthOf, type Health } from './organization-health.js';
import { answerOf, failureOf, jobOf, organizationOf } from '../../test/jobs/sample-jobs.js';

const NOW_MS = Date.parse('2026-11-20T12:00:00.000Z');

const timeOf = (hoursAgo: number): string => new Date(NOW_MS - hoursAgo * 3_600_000).toISOString();

/** A backup that ended, or will have, the hours before now; it starts half an hour earlier. */
function backup(hoursAgo: number, changes: Partial<Job> = {}): Job {
  return jobOf({
    id: `b${hoursAgo}`,
    startTime: timeOf(hoursAgo + 0.5),
    finishTime: timeOf(hoursAgo),
    ...changes,
  });
}

const RUNNING = { status: 'inProgress', finishTime: null, durationSeconds: null } as const;

describe('the health of an organization', () => {
  it.each<[string, Health, Job[]]>([
    ['a backup within the hours', 'ok', [backup(23)]],
    ['a backup exactly at their end', 'ok', [backup(24)]],
    ['a backup just outside them', 'late', [backup(24.001)]],
    ['no job at all', 'late', []],
    [
      'jobs, but no backup',
      'late',
      [backup(1, { type: 'restore' }), backup(1, { type: 'auditBackup' }), backup(1, { type: 'unknown' })],
    ],
    ['a first backup under way', 'late', [backup(0, RUNNING)]],
    ['a backup that failed last', 'failing', [backup(2), backup(1, { status: 'failed' })]],
    [
      'one that ended with exceptions last',
      'failing',
      [backup(1, { status: 'finishedWithException' }), backup(2)],
    ],
    [
      'one that ended last in a way nobody knows',
      'failing',
      [backup(2), backup(1, { status: 'unknown', upstreamStatus: 'Odd' })],
    ],
    [
      'one of unknown status that has not ended',
      'ok',
      [backup(2), backup(1, { status: 'unknown', finishTime: null })],
    ],
    ['a failure, and a good one after it', 'ok', [backup(1), backup(2, { status: 'failed' })]],
    ['a failure, and one under way', 'failing', [backup(1, { status: 'failed' }), backup(0, RUNNING)]],
    ['a failure long ago and nothing since', 'failing', [backup(100, { status: 'failed' })]],
    ['a good one, and one under way', 'ok', [backup(0, RUNNING), backup(5)]],
    [
      'a failed restore after a good backup',
      'ok',
      [backup(5), backup(1, { type: 'restore', status: 'failed' })],
    ],
    [
      'a failure that tells only when it started',
      'failing',
      [backup(2), backup(1, { status: 'failed', finishTime: null })],
    ],
    ['a good one without any time', 'late', [backup(1, { startTime: null, finishTime: null })]],
  ])('with %s is %s', (_what, health, jobs) => {
    expect(healthOf(answerOf(jobs), NOW_MS).health).toBe(health);
    expect(healthOf(answerOf(jobs.toReversed()), NOW_MS).health).toBe(health);
  });

  it('is late by the hours that are expected of it', () => {
    const organization = organizationOf({ expectBackupEveryHours: 168 });
    expect(healthOf(answerOf([backup(100)], { organization }), NOW_MS).health).toBe('ok');
  });

  it('is unknown when it could not be read', () => {
    const nothing = { lastSuccessfulBackup: null, backupAgeSeconds: null, lastBackup: null };
    expect(healthOf(failureOf(), NOW_MS)).toEqual({ health: 'unknown', ...nothing });
  });
});

describe('the backups it names', () => {
  it('are the last that finished well and the last that started, whatever the order they come in', () => {
    const jobs = [
      backup(3),
      backup(1, { status: 'failed' }),
      backup(2),
      backup(0.1, RUNNING),
      backup(0, { type: 'restore' }),
    ];
    for (const order of [jobs, jobs.toReversed()]) {
      expect(healthOf(answerOf(order), NOW_MS)).toEqual({
        health: 'failing',
        lastSuccessfulBackup: '2026-11-20T10:00:00.000Z',
        backupAgeSeconds: 7200,
        lastBackup: backup(0.1, RUNNING),
      });
    }
  });

  it('are steady when two started together', () => {
    const twins = [backup(1, { id: 'x' }), backup(1, { id: 'y' })];
    for (const order of [twins, twins.toReversed()])
      expect(healthOf(answerOf(order), NOW_MS).lastBackup?.id).toBe('y');
  });

  it('are never of a negative age, and of whole seconds', () => {
    expect(healthOf(answerOf([backup(-1)]), NOW_MS).backupAgeSeconds).toBe(0);
    expect(healthOf(answerOf([backup(1)]), NOW_MS + 999).backupAgeSeconds).toBe(3600);
  });
});
