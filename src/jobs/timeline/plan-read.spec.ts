import { describe, expect, it } from 'vitest';

import type { TimeWindow } from '../time-window.js';
import { absorbAnswer } from './absorb-answer.js';
import { DAY_MS, emptyTimeline, HOUR_MS, MINUTE_MS, type JobTimeline } from './job-timeline.js';
import { tableOf } from '../../../test/jobs/sample-jobs.js';
import { ModelledUpstream, recordOf, type JobLife } from '../../../test/jobs/timeline/modelled-upstream.js';
import { planAnew, planRead, type AskedRead, type ReadPlan } from './plan-read.js';
import { RANGE_READINGS, type RangeReading } from './range-readings.js';
import { giveUpWindow } from './timeline-size.js';
import { withOpenEnd } from './open-end.js';
import { NOON_MS, absorb, life } from '../../../test/jobs/timeline/lives.js';

const BOARD: TimeWindow = { fromMs: NOON_MS - 30 * DAY_MS, toMs: NOON_MS };

/** A timeline that has asked for the board at noon, and knows the readings named. */
function boardOf(lives: readonly JobLife[], ...readings: RangeReading[]): JobTimeline {
  const window = withOpenEnd(BOARD, NOON_MS);
  const jobs = new ModelledUpstream(lives, readings[0] ?? RANGE_READINGS.start).answer(window, NOON_MS);
  return absorbAnswer({ timeline: emptyTimeline(readings), window, jobs: tableOf(jobs), askedAtMs: NOON_MS });
}

function plan(timeline: JobTimeline, minutes: number, window?: TimeWindow): ReadPlan {
  const nowMs = NOON_MS + minutes * MINUTE_MS;
  const moved = { fromMs: BOARD.fromMs + minutes * MINUTE_MS, toMs: nowMs };
  return planRead({ timeline, window: window ?? moved, nowMs, freshMs: MINUTE_MS - 1, pageSize: 0 });
}

const ids = (read: ReadPlan): string[] =>
  read.kind === 'answer' ? [...read.jobs].map(({ id }) => id) : [read.purpose];
const hoursAgo = (from: number, to: number): TimeWindow => ({
  fromMs: NOON_MS - from * HOUR_MS,
  toMs: NOON_MS - to * HOUR_MS,
});
const { start, overlap, finish, inside, insideOfEnded } = RANGE_READINGS;

describe('planning a read', () => {
  it('asks for just the window when nothing is held', () => {
    expect(plan(emptyTimeline(), 0)).toEqual({ kind: 'ask', window: BOARD, purpose: 'exact' });
  });

  describe('of a window that has moved on since it was asked', () => {
    const jobs = [life(90, 80), life(60, 50)];
    const asked = (window: TimeWindow): JobTimeline => absorb(emptyTimeline(), window, jobs);
    const moved = { fromMs: BOARD.fromMs + MINUTE_MS, toMs: NOON_MS + MINUTE_MS };
    const nowMs = NOON_MS + MINUTE_MS;
    const again = (changes: Partial<AskedRead> = {}): ReadPlan =>
      planRead({ timeline: asked(BOARD), window: moved, nowMs, freshMs: 0, pageSize: 0, ...changes });

    it('asks for all of it once, its end safely ahead: it will move on again', () => {
      const window = { ...moved, toMs: nowMs + 2 * MINUTE_MS };
      expect(again()).toEqual({ kind: 'ask', window, purpose: 'whole' });
    });

    it('does so too when what was held of it with such an end is a day old', () => {
      const timeline = absorb(emptyTimeline(), withOpenEnd(BOARD, NOON_MS), jobs);
      expect(again({ timeline, nowMs: NOON_MS + DAY_MS })).toMatchObject({ purpose: 'whole' });
    });

    it.each<[string, Partial<AskedRead>]>([
      ['one call brings it', { pageSize: 3 }],
      ['it ended more than a day ago', { nowMs: moved.toMs + DAY_MS + 1 }],
      ['it begins earlier than what was asked', { window: { ...moved, fromMs: BOARD.fromMs - MINUTE_MS } }],
      [
        'a job in it tells no times',
        { timeline: absorb(emptyTimeline(), BOARD, [{ ...life(95, 85), tells: 'nothing' }, ...jobs]) },
      ],
      ['it has nothing in common with what was asked', { timeline: asked(hoursAgo(1000, 900)) }],
    ])('asks for just the window when %s', (_, changes) => {
      expect(again(changes)).toEqual({ kind: 'ask', window: changes.window ?? moved, purpose: 'exact' });
    });
  });

  it('asks a window as it stands where all that is held of it came with one call', () => {
    const read = { window: BOARD, nowMs: NOON_MS + 1, freshMs: 0 };
    const timeline = boardOf([life(90, 80), life(60, 50)], start);
    expect(planRead({ ...read, timeline, pageSize: 3 })).toMatchObject({ purpose: 'exact', window: BOARD });
    expect(planRead({ ...read, timeline, pageSize: 2 })).toMatchObject({ purpose: 'tail' });
  });

  it('takes nothing for fresh that was asked before the clock was set back', () => {
    const read = { timeline: boardOf([], start), window: BOARD, freshMs: MINUTE_MS, pageSize: 0 };
    expect(planRead({ ...read, nowMs: NOON_MS })).toMatchObject({ kind: 'answer' });
    expect(planRead({ ...read, nowMs: NOON_MS - 1 })).toMatchObject({ kind: 'ask' });
  });

  it.each<[string, JobTimeline, TimeWindow, string]>([
    ['a board anew with its end ahead', boardOf([], start), BOARD, 'whole'],
    ['a window that is no board as it stands', emptyTimeline(), BOARD, 'exact'],
    ['a window that is over as it stands', boardOf([], start), hoursAgo(48, 1), 'exact'],
  ])('asks whoever wants everything anew: %s', (_, timeline, window, purpose) => {
    expect(planAnew({ timeline, window, nowMs: NOON_MS })).toMatchObject({ purpose });
  });

  it('answers from what is held while that is fresh, also when the end has moved on', () => {
    const read = planRead({
      timeline: boardOf([life(90, 80)], start),
      window: { ...BOARD, toMs: NOON_MS + MINUTE_MS },
      nowMs: NOON_MS + 59_000,
      freshMs: MINUTE_MS,
      pageSize: 0,
    });
    expect(read).toMatchObject({ kind: 'answer', askedAtMs: NOON_MS, freshUntilMs: NOON_MS + MINUTE_MS });
    expect(ids(read)).toEqual(['job90']);
  });

  it.each<[string, JobLife[], RangeReading[], number]>([
    ['an hour before the last question', [life(600, 500)], [start], 60],
    ['the start of the first job in progress', [life(400), life(300)], [start], 400],
    ['no further where jobs in progress are found anyway', [life(400)], [overlap, finish], 60],
    [
      'a day and an hour where jobs may be hidden while they run',
      [life(600, 500)],
      [insideOfEnded, start],
      25 * 60,
    ],
    ['as long as the longest has run where they may be hidden', [life(4000, 1000)], [insideOfEnded], 3061],
  ])('asks only for the tail after that: from %s', (_, lives, readings, minutes) => {
    const fromMs = NOON_MS - minutes * MINUTE_MS;
    expect(plan(boardOf(lives, ...readings), 1)).toEqual({
      kind: 'ask',
      window: { fromMs, toMs: NOON_MS + 3 * MINUTE_MS },
      purpose: 'tail',
    });
  });

  it('begins the tail early enough to see a job again that was missed, as long as that would settle a doubt', () => {
    const laterMs = NOON_MS + MINUTE_MS;
    const tail = { fromMs: NOON_MS - HOUR_MS, toMs: laterMs + 2 * MINUTE_MS };
    const missed = absorbAnswer({
      timeline: boardOf([life(90, 20)], start, overlap),
      window: tail,
      jobs: tableOf([]),
      askedAtMs: laterMs,
    });
    expect(plan(missed, 2)).toMatchObject({ purpose: 'tail', window: { fromMs: NOON_MS - 90 * MINUTE_MS } });
    const settled = { ...missed, readings: [start] };
    expect(plan(settled, 2)).toMatchObject({ purpose: 'tail', window: { fromMs: laterMs - HOUR_MS } });
  });

  it('asks for the whole window when readings disagree on a job at its beginning', () => {
    const atTheEdge = life(30 * 24 * 60, 30 * 24 * 60 - 10);
    expect(ids(plan(boardOf([atTheEdge], start, overlap), 5))).toEqual(['whole']);
    expect(ids(plan(boardOf([atTheEdge], start, inside), 5))).toEqual(['tail']);
  });

  it('answers a past window from a held one for as long as that lives, and says until when', () => {
    const timeline = boardOf([life(10 * 60, 9 * 60)], start);
    const read = plan(timeline, 23 * 60, hoursAgo(12, 8));
    expect(read).toMatchObject({ kind: 'answer', freshUntilMs: NOON_MS + DAY_MS });
    expect(ids(read)).toEqual(['job600']);
    expect(ids(plan(timeline, 24 * 60, hoursAgo(12, 8)))).toEqual(['exact']);
  });

  it('asks a past window as it stands when readings disagree on a job at its end', () => {
    expect(ids(plan(boardOf([life(10 * 60, 6 * 60)], start, inside), 0, hoursAgo(12, 8)))).toEqual(['exact']);
    expect(ids(plan(boardOf([life(10 * 60, 6 * 60)], start, overlap), 0, hoursAgo(12, 8)))).toEqual([
      'job600',
    ]);
  });

  it('asks for the tail when a past window has a job in progress, or ended within the hour', () => {
    expect(ids(plan(boardOf([life(10 * 60)], start), 5, hoursAgo(12, 8)))).toEqual(['tail']);
    expect(ids(plan(boardOf([], start), 5, hoursAgo(12, 0.5)))).toEqual(['tail']);
    expect(ids(plan(boardOf([], start), 5, hoursAgo(12, 1)))).toEqual([]);
  });

  it('does not trust a past window where a job that starts later may come into it', () => {
    expect(ids(plan(boardOf([], finish), 5, hoursAgo(12, 8)))).toEqual(['tail']);
    expect(ids(plan(boardOf([life(10)], finish), 5, hoursAgo(12, 8)))).toEqual(['exact']);
  });

  it('never guesses where a job lies that tells no times', () => {
    const untold: JobLife = { ...life(20 * 60, 19 * 60), tells: 'nothing' };
    const first = boardOf([untold], start);
    expect(ids(plan(first, 0))).toEqual(['exact']);
    expect(ids(plan(first, 1))).toEqual(['whole']);
    const window = { fromMs: BOARD.fromMs + MINUTE_MS, toMs: NOON_MS + 3 * MINUTE_MS };
    const second = absorbAnswer({
      timeline: first,
      window,
      jobs: tableOf([recordOf(untold, NOON_MS)]),
      askedAtMs: NOON_MS + MINUTE_MS,
    });
    expect(ids(plan(second, 1))).toEqual(['job1200']);
  });

  it('asks everything as it stands while answers contradict each other', () => {
    const window = hoursAgo(3, 2);
    const contradicted = absorbAnswer({
      timeline: boardOf([], start),
      window,
      jobs: tableOf([recordOf(life(90, 80), NOON_MS)]),
      askedAtMs: NOON_MS,
    });
    expect(contradicted.readings).toEqual([]);
    expect(ids(plan(contradicted, 0))).toEqual(['exact']);
    expect(ids(plan(contradicted, 0, window))).toEqual(['job90']);
  });

  it('asks windows as they stand that reach as far back as one that was too much, for a day', () => {
    const given = giveUpWindow(boardOf([], start), hoursAgo(48, 0), NOON_MS);
    expect(ids(plan(given, 1))).toEqual(['exact']);
    const further = absorb(given, hoursAgo(60, 47), [life(50 * 60, 49 * 60)]);
    expect(ids(plan(further, 1, hoursAgo(49, 1)))).toEqual(['exact']);
    expect(ids(plan(further, 1, hoursAgo(47.5, 1)))).toEqual(['whole']);
    expect(ids(plan(further, 24 * 60 - 1, hoursAgo(49, -23)))).toEqual(['exact']);
    expect(ids(plan(further, 24 * 60, hoursAgo(49, -23)))).toEqual(['whole']);
  });
});
