import { describe, expect, it } from 'vitest';

import type { TimeWindow } from '../time-window.js';
import { DAY_MS, emptyTimeline, HOUR_MS, MINUTE_MS, type JobTimeline, type Stretch } from './job-timeline.js';
import type { JobLife } from '../../../test/jobs/timeline/modelled-upstream.js';
import { RANGE_READINGS, type RangeReading } from './range-readings.js';
import { MAX_HELD_JOBS, MAX_STRETCHES } from './timeline-size.js';
import { NOON_MS, absorb, life } from '../../../test/jobs/timeline/lives.js';

const { start, overlap, finish } = RANGE_READINGS;
const board = (hours: number, askedAtMs = NOON_MS): TimeWindow => ({
  fromMs: NOON_MS - hours * HOUR_MS,
  toMs: askedAtMs + 2 * MINUTE_MS,
});

function heldOf(lives: readonly JobLife[], ...readings: RangeReading[]): JobTimeline {
  return absorb(emptyTimeline(readings), board(24), lives);
}

const idsOf = ({ stretches: [first] }: JobTimeline): string[] =>
  (first?.jobs.table.columns.ids ?? []).toSorted();
const hoursOf = ({ window }: Stretch): number => (NOON_MS - window.fromMs) / HOUR_MS;

describe('an answer to the tail', () => {
  const later = NOON_MS + MINUTE_MS;

  it('keeps what had ended before it, and takes what came', () => {
    const timeline = absorb(heldOf([life(600, 500)], start), board(1, later), [life(5)], later);
    expect(idsOf(timeline)).toEqual(['job5', 'job600']);
    expect(timeline.stretches).toMatchObject([{ baseAskedAtMs: NOON_MS, tailAskedAtMs: later }]);
  });

  it('drops a job that every reading wants in it and that did not come', () => {
    expect(idsOf(absorb(heldOf([life(30, 20)], start, overlap), board(1, later), [], later))).toEqual([]);
  });

  it('keeps a job that some reading does not want in it', () => {
    expect(idsOf(absorb(heldOf([life(90, 20)], start, overlap), board(1, later), [], later))).toEqual([
      'job90',
    ]);
  });

  it('drops a job in progress that did not come', () => {
    expect(idsOf(absorb(heldOf([life(90)], start), board(2, later), [], later))).toEqual([]);
  });

  it('drops a job in progress that has ended behind a past window, where that takes it out', () => {
    const past = { fromMs: NOON_MS - 24 * HOUR_MS, toMs: NOON_MS - 2 * HOUR_MS };
    const held = absorb(emptyTimeline([overlap, finish]), past, [life(300)]);
    expect(idsOf(held)).toEqual(['job300']);
    const tail = { ...past, fromMs: past.toMs - HOUR_MS };
    expect(idsOf(absorb(held, tail, [], later))).toEqual([]);
  });

  it('replaces the record of a job that has ended meanwhile', () => {
    const timeline = absorb(heldOf([life(90)], start), board(2, later), [life(90, 0)], later);
    expect(idsOf(timeline)).toEqual(['job90']);
    expect(timeline.stretches[0]?.jobs.table.statusAt(0)).toBe('finished');
  });

  it('brings nothing up to date when it begins too late', () => {
    const timeline = absorb(heldOf([life(90)], start), board(1, later), [], later);
    expect(timeline.stretches.map(hoursOf)).toEqual([1, 24]);
    expect(timeline.stretches.map(({ tailAskedAtMs }) => tailAskedAtMs)).toEqual([later, NOON_MS]);
  });
});

describe('an answer to a whole window', () => {
  it('replaces the stretches that lie in it', () => {
    const held = absorb(heldOf([life(600, 500)], start), board(72), [life(700, 690)]);
    expect(held.stretches.map(hoursOf)).toEqual([72]);
    expect(idsOf(held)).toEqual(['job700']);
  });

  it('begins a new day for the stretch that it asks for once more', () => {
    const laterMs = NOON_MS + HOUR_MS;
    const held = absorb(heldOf([life(600, 500)], start), board(24, laterMs), [], laterMs);
    expect(held.stretches).toMatchObject([{ baseAskedAtMs: laterMs, tailAskedAtMs: laterMs }]);
    expect(idsOf(held)).toEqual([]);
  });

  it('stands beside one that it only meets in part', () => {
    const past = { fromMs: NOON_MS - 60 * HOUR_MS, toMs: NOON_MS - 20 * HOUR_MS };
    expect(absorb(heldOf([], start), past, []).stretches.map(hoursOf)).toEqual([60, 24]);
  });

  it('counts an end that passes while the answer is read as one that cuts something off', () => {
    const [stretch] = absorb(emptyTimeline(), { ...board(24), toMs: NOON_MS + 59_999 }, []).stretches;
    expect(stretch?.window.toMs).toBe(NOON_MS + 59_999);
    expect(heldOf([]).stretches[0]?.window.toMs).toBe(Infinity);
  });

  it('makes those forgotten that were asked a day ago', () => {
    const past = { fromMs: NOON_MS - 60 * HOUR_MS, toMs: NOON_MS - 50 * HOUR_MS };
    expect(absorb(heldOf([], start), past, [], NOON_MS + DAY_MS - 1).stretches).toHaveLength(2);
    expect(absorb(heldOf([], start), past, [], NOON_MS + DAY_MS).stretches).toHaveLength(1);
  });

  it('makes those forgotten that were put together under readings it proves wrong', () => {
    const past = { fromMs: NOON_MS - 60 * HOUR_MS, toMs: NOON_MS - 50 * HOUR_MS };
    const acrossBeginning = life(61 * 60, 55 * 60);
    expect(absorb(heldOf([life(60, 50)], start), past, [acrossBeginning]).stretches.map(hoursOf)).toEqual([
      60,
    ]);
    expect(
      absorb(heldOf([life(60, 50)], start, finish), past, [acrossBeginning]).stretches.map(hoursOf),
    ).toEqual([60, 24]);
  });
});

describe('the memory that a timeline takes', () => {
  it('is that of a few stretches: the one asked longest ago goes', () => {
    let timeline = heldOf([], start);
    for (let day = 2; day < MAX_STRETCHES + 2; day += 1) {
      const past = { fromMs: NOON_MS - day * DAY_MS - HOUR_MS, toMs: NOON_MS - day * DAY_MS };
      timeline = absorb(timeline, past, [], NOON_MS + day);
    }
    expect(timeline.stretches).toHaveLength(MAX_STRETCHES);
    expect(timeline.stretches.map(hoursOf)).not.toContain(24);
  });

  it('has an upper bound: what is larger is not held, and windows as long as it are given up for a day', () => {
    const jobs = Array.from({ length: MAX_HELD_JOBS + 1 }, (_, place) => ({
      ...life(60, 50),
      id: `job${place}`,
    }));
    const timeline = absorb(heldOf([], start), board(48), jobs);
    expect(timeline.stretches).toEqual([]);
    expect(timeline.givenUp).toEqual({ fromMs: NOON_MS - 48 * HOUR_MS, untilMs: NOON_MS + DAY_MS });
    expect(absorb(heldOf([], start), board(48), jobs.slice(1)).stretches).toHaveLength(1);
  });
});
