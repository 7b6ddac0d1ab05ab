import { describe, expect, it } from 'vitest';

import { jobOf, tableOf } from '../../../test/jobs/sample-jobs.js';
import type { Job } from '../job.js';
import { extentOf } from './job-extent.js';
import { HeldRows } from './held-rows.js';
import { isPlainlyIn } from './plain-membership.js';
import { EVERY_READING, membershipOf } from './range-readings.js';

const START_MS = Date.parse('2026-11-20T08:00:00.000Z');
const FINISH_MS = Date.parse('2026-11-20T08:01:00.000Z');
const job = jobOf({
  startTime: new Date(START_MS).toISOString(),
  finishTime: new Date(FINISH_MS).toISOString(),
});
const AROUND = { fromMs: START_MS, toMs: FINISH_MS + 999 };

const isIn = (one: Job, window = AROUND, readings = EVERY_READING): boolean =>
  isPlainlyIn(HeldRows.seenBy(tableOf([one]), window, FINISH_MS), 0, window, readings);

describe('a job that is plainly in a window', () => {
  it('lies in it with all of its times, and every reading returns it', () => {
    expect(isIn(job)).toBe(true);
    for (const reading of EVERY_READING) expect(membershipOf(extentOf(job), AROUND, reading)).toBe('in');
  });

  it.each<[string, Partial<Job>]>([
    ['still runs', { status: 'inProgress' }],
    ['may still run', { status: 'unknown' }],
    ['tells no start', { startTime: null }],
    ['tells no finish', { finishTime: null }],
  ])('is none that %s', (_, changes) => {
    expect(isIn({ ...job, ...changes })).toBe(false);
  });

  it('is none across the edge, nor one whose times may have been cut to lie before it', () => {
    expect(isIn(job, { ...AROUND, fromMs: START_MS + 1 })).toBe(false);
    expect(isIn(job, { ...AROUND, toMs: FINISH_MS + 998 })).toBe(false);
  });

  it('is none while answers contradict each other', () => {
    expect(isIn(job, AROUND, [])).toBe(false);
  });
});
