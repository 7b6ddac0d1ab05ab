import { describe, expect, it } from 'vitest';

import type { TimeWindow } from '../time-window.js';
import { DAY_MS, emptyTimeline, HOUR_MS, MINUTE_MS, type JobTimeline } from './job-timeline.js';
import type { JobLife } from '../../../test/jobs/timeline/modelled-upstream.js';
import { RANGE_READINGS } from './range-readings.js';
import { NOON_MS, absorb, life } from '../../../test/jobs/timeline/lives.js';

const BOARD: TimeWindow = { fromMs: NOON_MS - DAY_MS, toMs: NOON_MS + HOUR_MS };

function possible({ readings }: JobTimeline): string[] {
  return Object.entries(RANGE_READINGS)
    .filter(([, reading]) => readings.includes(reading))
    .map(([name]) => name);
}

const closed: TimeWindow = { fromMs: NOON_MS - 3 * HOUR_MS, toMs: NOON_MS - 2 * HOUR_MS };

describe('what answers teach of how the range is compared', () => {
  it.each<[string, TimeWindow, JobLife, string[]]>([
    ['a job inside: nothing', closed, life(170, 130), Object.keys(RANGE_READINGS)],
    ['a job across the beginning', closed, life(190, 130), ['overlap', 'finish', 'finishOfEnded']],
    ['a job across the end', closed, life(170, 100), ['start', 'overlap']],
    ['a job all around', closed, life(190, 100), ['overlap']],
    ['a job in progress', BOARD, life(10), ['start', 'overlap', 'finish', 'inside']],
    ['a job in progress since before', BOARD, life(25 * 60), ['overlap', 'finish']],
    ['a job that no reading returns: contradiction', closed, life(100, 90), []],
  ])('%s', (_, window, came, expected) => {
    expect(possible(absorb(emptyTimeline(), window, [came]))).toEqual(expected);
  });

  it('is nothing when a job does not come again: it may have been deleted', () => {
    const held = absorb(emptyTimeline(), BOARD, [life(120, 30)]);
    const tail = { ...BOARD, fromMs: NOON_MS - 70 * MINUTE_MS };
    expect(possible(absorb(held, tail, []))).toEqual(Object.keys(RANGE_READINGS));
  });

  it('is that a job was not wanted, when it is seen again after it was missed', () => {
    const lives = [life(26 * 60, 25 * 60), life(10)];
    const first = absorb(emptyTimeline(), { ...BOARD, fromMs: NOON_MS - 2 * DAY_MS }, lives);
    const missed = absorb(first, { ...BOARD, fromMs: NOON_MS - 25.5 * HOUR_MS }, lives.slice(1));
    expect(possible(missed)).toEqual(['start', 'overlap', 'finish', 'inside']);
    const again = absorb(missed, { ...BOARD, fromMs: NOON_MS - 27 * HOUR_MS }, lives);
    expect(possible(again)).toEqual(['start', 'inside']);
  });

  it('is nothing when the job that is seen again has other times than the one that was missed', () => {
    const missing = life(26 * 60, 25 * 60);
    const first = absorb(emptyTimeline(), { ...BOARD, fromMs: NOON_MS - 2 * DAY_MS }, [missing]);
    const missed = absorb(first, { ...BOARD, fromMs: NOON_MS - 25.5 * HOUR_MS }, []);
    const corrected = { ...missing, finishMs: missing.finishMs - 45 * MINUTE_MS, correctedFinishMs: 0 };
    const again = absorb(missed, { ...BOARD, fromMs: NOON_MS - 27 * HOUR_MS }, [corrected]);
    expect(possible(again)).toEqual(Object.keys(RANGE_READINGS));
  });

  it('is forgotten a day after answers began to contradict each other', () => {
    const lost = absorb(emptyTimeline(), closed, [life(100, 90)]);
    expect(possible(absorb(lost, closed, [], NOON_MS + DAY_MS - 1))).toEqual([]);
    expect(possible(absorb(lost, closed, [], NOON_MS + DAY_MS))).toEqual(Object.keys(RANGE_READINGS));
  });
});
