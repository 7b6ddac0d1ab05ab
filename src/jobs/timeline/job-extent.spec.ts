import { describe, expect, it } from 'vitest';

import type { Job } from '../job.js';
import { extentOf } from './job-extent.js';
import { recordOf, type JobLife } from '../../../test/jobs/timeline/modelled-upstream.js';

const START = '2026-11-20T03:12:43.823Z';
const FINISH = '2026-11-20T03:13:46.633Z';
const HOUR_MS = 3_600_000;

const life: JobLife = {
  id: 'job',
  startMs: Date.parse(START),
  finishMs: Date.parse(FINISH),
  listedAtMs: 0,
  endedAtMs: 0,
  deletedAtMs: Infinity,
  correctedAtMs: Infinity,
  correctedFinishMs: 0,
  tells: 'all',
};

function extent(changes: Partial<Job>): ReturnType<typeof extentOf> {
  return extentOf({ ...recordOf(life, 1), ...changes });
}

const exactly = (text: string): { earliestMs: number; latestMs: number } => ({
  earliestMs: Date.parse(text),
  latestMs: Date.parse(text),
});

describe('when a job ran', () => {
  it('is what its record tells', () => {
    expect(extent({})).toEqual({ start: exactly(START), finish: exactly(FINISH), isRunning: false });
  });

  it('may be up to a second later where only seconds are told', () => {
    const startMs = Date.parse('2026-11-20T03:12:43.000Z');
    expect(extent({ startTime: '2026-11-20T03:12:43.000Z' }).start).toEqual({
      earliestMs: startMs,
      latestMs: startMs + 999,
    });
  });

  it('is read from the id where the start is left out, give a minute and take an hour', () => {
    const stampMs = Date.parse(START);
    const read = extent({ id: 'DCIB2026112003124382322110', startTime: null }).start;
    expect(read).toEqual({ earliestMs: stampMs - 60_000, latestMs: stampMs + HOUR_MS });
  });

  it('is not guessed where neither tells', () => {
    expect(extent({ startTime: null, finishTime: null })).toEqual({
      start: undefined,
      finish: undefined,
      isRunning: false,
    });
  });

  it.each<[Partial<Job>, boolean]>([
    [{ status: 'inProgress', finishTime: null }, true],
    [{ status: 'inProgress' }, true],
    [{ status: 'unknown', finishTime: null }, true],
    [{ status: 'unknown' }, false],
    [{ status: 'failed', finishTime: null }, false],
  ])('goes on with %o: %s', (changes, isRunning) => {
    const read = extent(changes);
    expect(read.isRunning).toBe(isRunning);
    expect(read.finish).toEqual(isRunning || changes.finishTime === null ? undefined : exactly(FINISH));
  });
});
