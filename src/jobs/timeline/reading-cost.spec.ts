import { describe, expect, it } from 'vitest';

import { roundOutward, type TimeWindow } from '../time-window.js';
import { absorbAnswer } from './absorb-answer.js';
import { DAY_MS, emptyTimeline, HOUR_MS, MINUTE_MS } from './job-timeline.js';
import { tableOf } from '../../../test/jobs/sample-jobs.js';
import { ModelledUpstream, type JobLife } from '../../../test/jobs/timeline/modelled-upstream.js';
import { planRead } from './plan-read.js';
import { RANGE_READINGS } from './range-readings.js';
import { lifeBetween } from '../../../test/jobs/timeline/lives.js';

const BEGIN_MS = Date.parse('2026-11-01T00:00:30.000Z');
const DAYS = 3;
/** Every minute has its own window; every fourth is looked at, so that the test stays short. */
const STEP_MS = 4 * MINUTE_MS;
const PAGE_SIZE = 100;

/** A backup every four hours for half an hour, with a long one each night, and one that has been stuck for two days. */
function plannedLives(): JobLife[] {
  const lives: JobLife[] = [];
  for (let startMs = BEGIN_MS - 40 * DAY_MS; startMs < BEGIN_MS + DAYS * DAY_MS; startMs += 4 * HOUR_MS) {
    lives.push(lifeOf(startMs + 7_250, 31 * MINUTE_MS));
    if ((startMs - BEGIN_MS) % DAY_MS === 0) lives.push(lifeOf(startMs + HOUR_MS + 125, 7 * HOUR_MS));
  }
  return [...lives, lifeOf(BEGIN_MS - 2 * DAY_MS, Infinity)];
}

function lifeOf(startMs: number, lengthMs: number): JobLife {
  return lifeBetween(`job${startMs}`, startMs, startMs + lengthMs);
}

/** What boards cost: looks, questions, the pages of their answers, and how many questions were no tail. */
function lookAgainAndAgain(
  upstream: ModelledUpstream,
  lengths: readonly number[],
): { reads: number; questions: number; pages: number; wholes: number } {
  const cost = { reads: 0, questions: 0, pages: 0, wholes: 0 };
  let timeline = emptyTimeline();
  for (let nowMs = BEGIN_MS; nowMs < BEGIN_MS + DAYS * DAY_MS; nowMs += STEP_MS) {
    const read = (window: TimeWindow): void => {
      const planNow = () =>
        planRead({ timeline, window, nowMs, freshMs: MINUTE_MS - 1, pageSize: PAGE_SIZE });
      for (let plan = planNow(); plan.kind === 'ask'; plan = planNow()) {
        const jobs = upstream.answer(plan.window, nowMs);
        timeline = absorbAnswer({ timeline, window: plan.window, jobs: tableOf(jobs), askedAtMs: nowMs });
        cost.questions += 1;
        cost.pages += Math.max(1, Math.ceil(jobs.length / PAGE_SIZE));
        if (plan.purpose !== 'tail') cost.wholes += 1;
        if (plan.purpose === 'exact') return;
      }
    };
    for (const lengthMs of lengths) read(roundOutward({ fromMs: nowMs - lengthMs, toMs: nowMs }));
    cost.reads += 1;
  }
  return cost;
}

describe('a board of thirty days that is looked at for three days', () => {
  it.each(Object.entries(RANGE_READINGS))(
    'costs one small question a look where the range is compared by %s',
    (_, reading) => {
      const { reads, questions, pages, wholes } = lookAgainAndAgain(
        new ModelledUpstream(plannedLives(), reading),
        [30 * DAY_MS],
      );
      expect(reads).toBe((DAYS * DAY_MS) / STEP_MS);
      expect(questions / reads).toBeLessThanOrEqual(1.1);
      expect(pages / reads).toBeLessThanOrEqual(1.1);
      // Once a day; and, where the job that is stuck keeps tails from teaching, for each of the eight jobs a day that slide out.
      expect(wholes).toBeLessThanOrEqual(DAYS * 9);
    },
  );

  it.each(Object.entries(RANGE_READINGS))(
    'costs no more when four others stand beside it where the range is compared by %s',
    (_, reading) => {
      const lengths = [DAY_MS, 7 * DAY_MS, 14 * DAY_MS, 30 * DAY_MS, HOUR_MS];
      const { reads, questions } = lookAgainAndAgain(new ModelledUpstream(plannedLives(), reading), lengths);
      expect(questions / reads).toBeLessThanOrEqual(1.1);
    },
  );
});
