import { describe, expect, it } from 'vitest';

import { JobHistory } from './job-history.js';
import type { PersonalityName } from './organization-personality.js';
import { statusAt, type StandInJob } from './stand-in-job.js';

const NOW_MS = Date.parse('2026-11-20T12:00:00.000Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ID = '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f';

function organizationWith(personality: PersonalityName) {
  return { id: ID, name: 'Contoso Sales', personality, shortJobsAtMinute: 0 };
}

function jobsOf(personality: PersonalityName, nowMs = NOW_MS): readonly StandInJob[] {
  return new JobHistory('seed', NOW_MS).jobsOf(organizationWith(personality), nowMs);
}

function backupsOf(personality: PersonalityName): readonly StandInJob[] {
  return jobsOf(personality).filter((job) => job.type === 'backup');
}

describe('JobHistory', () => {
  it('gives the same jobs to two instances with the same seed, whenever on the anchor day they start', () => {
    const morning = new JobHistory('seed', NOW_MS - 5 * HOUR_MS).jobsOf(organizationWith('nightly'), NOW_MS);
    expect(morning).toEqual(jobsOf('nightly'));
  });

  it('gives other jobs to another seed and to another organization', () => {
    const ids = new Set(jobsOf('nightly').map((job) => job.jobId));
    const otherSeed = new JobHistory('other', NOW_MS).jobsOf(organizationWith('nightly'), NOW_MS);
    const otherOrganization = { ...organizationWith('nightly'), id: ID.replace('6', '7') };
    const others = new JobHistory('seed', NOW_MS).jobsOf(otherOrganization, NOW_MS);
    expect([...otherSeed, ...others].filter((job) => ids.has(job.jobId))).toEqual([]);
  });

  it.each(['nightly', 'severalADay', 'growing', 'failing', 'late', 'exceptions'] as const)(
    'keeps every job that was visible unchanged while time goes on (%s)',
    (personality) => {
      const history = new JobHistory('seed', NOW_MS);
      const organization = organizationWith(personality);
      const later = new Set([0.1, 1, 7, 26, 80].map((hours) => NOW_MS + hours * HOUR_MS));
      const before = structuredClone(history.jobsOf(organization, NOW_MS));
      for (const laterMs of later) {
        const byId = new Map(history.jobsOf(organization, laterMs).map((job) => [job.jobId, job]));
        expect(before.map((job) => byId.get(job.jobId))).toEqual(before);
      }
    },
  );

  it('adds only jobs that start after the earlier look', () => {
    const known = new Set(jobsOf('severalADay').map((job) => job.jobId));
    const added = jobsOf('severalADay', NOW_MS + DAY_MS).filter((job) => !known.has(job.jobId));
    expect(added.length).toBeGreaterThan(8);
    expect(added.every((job) => job.startMs > NOW_MS)).toBe(true);
  });

  it('shows a job as in progress until it ends, and as its outcome from then on', () => {
    const job = jobsOf('nightly').find((candidate) => candidate.type === 'backup');
    const finishMs = job?.finishMs ?? Number.NaN;
    expect(job && statusAt(job, finishMs - 1)).toBe('inProgress');
    expect(job && statusAt(job, finishMs)).toBe(job?.outcome);
  });

  it('has a few hundred jobs in thirty days, each under an id of its own that holds its start', () => {
    const jobs = jobsOf('severalADay');
    expect(jobs.length).toBeGreaterThan(300);
    expect(jobs.length).toBeLessThan(600);
    expect(new Set(jobs.map((job) => job.jobId)).size).toBe(jobs.length);
    expect(new Set(jobs.map((job) => job.type)).size).toBe(6);
    for (const { jobId, startMs } of jobs) {
      expect(jobId).toMatch(/^[A-Z]{4}\d{22}$/);
      expect(jobId.slice(4, 21)).toBe(new Date(startMs).toISOString().replaceAll(/\D/g, ''));
    }
  });

  it('lets every backup of a failing organization fail since four days, and hardly any before', () => {
    const brokenSinceMs = Date.parse('2026-11-16T00:00:00.000Z');
    const backups = backupsOf('failing');
    const outcomes = (isBroken: boolean) =>
      backups.filter((job) => job.startMs >= brokenSinceMs === isBroken).map((job) => job.outcome);
    expect(new Set(outcomes(true))).toEqual(new Set(['failed']));
    expect(outcomes(false).filter((outcome) => outcome === 'failed').length).toBeLessThan(5);
  });

  it('lets nothing happen in a late organization for three days', () => {
    const lastMs = Math.max(...jobsOf('late').map((job) => job.startMs));
    expect(NOW_MS - lastMs).toBeGreaterThan(3 * DAY_MS);
    expect(NOW_MS - lastMs).toBeLessThan(5 * DAY_MS);
  });

  it('ends some jobs of an organization with exceptions, but not most', () => {
    const outcomes = backupsOf('exceptions').map((job) => job.outcome);
    const exceptions = outcomes.filter((outcome) => outcome === 'finishedWithException').length;
    expect(exceptions).toBeGreaterThan(outcomes.length * 0.08);
    expect(exceptions).toBeLessThan(outcomes.length * 0.4);
  });

  it('lets the backups of a growing organization grow beyond 32 bits and by more than a half', () => {
    const sizes = backupsOf('growing')
      .filter((job) => job.outcome !== 'failed')
      .toSorted((left, right) => left.startMs - right.startMs)
      .map((job) => job.backupSizeBytes);
    expect(sizes[0]).toBeGreaterThan(2 ** 32);
    expect(sizes.at(-1)).toBeGreaterThan((sizes[0] ?? 0) * 1.5);
    expect(sizes.every((size) => Number.isSafeInteger(size))).toBe(true);
  });

  it('never counts below zero', () => {
    const counts = jobsOf('exceptions').flatMap(({ entities, records }) => [entities, records]);
    expect(counts.flatMap((count) => Object.values(count)).filter((value: number) => !(value >= 0))).toEqual(
      [],
    );
  });
});
