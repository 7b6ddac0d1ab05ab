import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { jobOf, rowsOf } from '../../test/jobs/sample-jobs.js';
import { AppError } from '../errors/app-error.js';
import { jobsFromEarlierBoard } from './earlier-board.js';
import type { AskedJobs, HeldJobs } from './held-jobs.js';
import type { Job } from './job.js';
import type { TimeWindow } from './time-window.js';

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;
const NOON_MS = Date.parse('2026-11-20T12:00:00Z');

/** The last seven days, seen so many minutes after noon; both ends may be moved by further minutes. */
function board(minutes: number, changes: { from?: number; to?: number } = {}): AskedJobs {
  const toMs = NOON_MS + minutes * MINUTE_MS;
  const [fromMinutes, toMinutes] = [changes.from ?? 0, changes.to ?? 0];
  return {
    window: { fromMs: toMs - WEEK_MS + fromMinutes * MINUTE_MS, toMs: toMs + toMinutes * MINUTE_MS },
  };
}

function heldJobs(jobs: readonly Job[] = [], asked = board(0), omission?: AppError): HeldJobs {
  return { kind: 'jobs', asked, contract: 'get', jobs: rowsOf(jobs), omission };
}

/** What is held, with its jobs one by one. */
const listed = (held: HeldJobs) => ('jobs' in held ? { ...held, jobs: [...held.jobs] } : held);

function told(asked: AskedJobs, earlier: HeldJobs, fetchedAtMs = NOON_MS) {
  const answer = jobsFromEarlierBoard(asked, earlier, fetchedAtMs);
  return answer && { ...answer, value: listed(answer.value) };
}

const at = (minutes: number): string => new Date(NOON_MS - WEEK_MS + minutes * MINUTE_MS).toISOString();

describe('the same board', () => {
  it.each([
    ['at the same time', board(0)],
    ['a minute later', board(1)],
    ['an hour later', board(60)],
    ['with a beginning that has not moved yet', board(1, { from: -1 })],
    ['with an end that has not moved yet', board(1, { to: -1 })],
  ])('%s is told by the earlier one', (_what, asked) => {
    const job = jobOf();
    expect(told(asked, heldJobs([job]))).toEqual({
      value: listed(heldJobs([job], asked)),
      isExact: true,
    });
  });

  it.each([
    ['of another length', board(5, { from: 2 })],
    ['that grows', board(5, { from: -2 })],
    ['a minute earlier', board(-1)],
    ['that begins earlier', board(0, { from: -1 })],
    ['that ends earlier', board(0, { to: -1 })],
    ['of one type', { ...board(1), type: 'backup' } satisfies AskedJobs],
    ['of one status', { ...board(1), status: 'failed' } satisfies AskedJobs],
  ])('is not one %s', (_what, asked) => {
    expect(told(asked, heldJobs([jobOf()]))).toBeUndefined();
  });

  it('narrowed is told by one narrowed alike, and by no other', () => {
    const failed = { status: 'failed', type: 'backup' } as const;
    const earlier = heldJobs([jobOf()], { ...board(0), ...failed });
    expect(told({ ...board(1), ...failed }, earlier)?.isExact).toBe(true);
    expect(told({ ...board(1), ...failed, status: 'finished' }, earlier)).toBeUndefined();
    expect(told({ ...board(1), type: 'backup' }, earlier)).toBeUndefined();
  });

  it('is not told by one that had ended when it was read: what came since is not in it', () => {
    expect(told(board(1), heldJobs(), NOON_MS)).toBeDefined();
    expect(told(board(1), heldJobs(), NOON_MS + 1)).toBeUndefined();
  });

  it('is not told by one that lacks something, nor by one that was too much', () => {
    const omission = new AppError('upstream-invalid', 'It lacks something.');
    expect(told(board(1), heldJobs([jobOf()], board(0), omission))).toBeUndefined();
    expect(told(board(1), { kind: 'tooMany', contract: 'get', total: 60_000 })).toBeUndefined();
  });
});

describe('a job at the new beginning of a board that moved on by ten minutes', () => {
  it.each([
    { what: 'ended before it', startTime: at(1), finishTime: at(9), isShown: false, isExact: true },
    { what: 'starts with it', startTime: at(10), finishTime: at(11), isShown: true, isExact: true },
    { what: 'lies across it', startTime: at(9), finishTime: at(11), isShown: true, isExact: false },
    { what: 'ends with it', startTime: at(9), finishTime: at(10), isShown: true, isExact: false },
    { what: 'still runs', startTime: at(9), finishTime: null, isShown: true, isExact: false },
    {
      what: 'ended before it at some time',
      startTime: null,
      finishTime: at(9),
      isShown: false,
      isExact: true,
    },
    {
      what: 'ended after it at some time',
      startTime: null,
      finishTime: at(11),
      isShown: true,
      isExact: false,
    },
    { what: 'tells no times', startTime: null, finishTime: null, isShown: true, isExact: false },
    { what: 'ended before it started', startTime: at(11), finishTime: at(9), isShown: true, isExact: true },
  ])('that $what is shown: $isShown, exactly: $isExact', ({ startTime, finishTime, isShown, isExact }) => {
    const job = jobOf({ startTime, finishTime });
    const answer = told(board(10), heldJobs([job]));
    expect(answer).toEqual({ value: listed(heldJobs(isShown ? [job] : [], board(10))), isExact });
    expect(told(board(10, { from: -10, to: -9 }), heldJobs([job]))).toMatchObject({
      value: { jobs: [job] },
      isExact: true,
    });
  });
});

describe('what an earlier board tells, beside what the upstream would have answered', () => {
  /** How the upstream may compare a range with a job; a job in progress finishes nowhere. */
  const READINGS = {
    start: ({ startMs }, { fromMs, toMs }) => startMs >= fromMs && startMs <= toMs,
    finish: ({ finishMs }, { fromMs, toMs }) => finishMs >= fromMs && finishMs <= toMs,
    overlap: ({ startMs, finishMs }, { fromMs, toMs }) => finishMs >= fromMs && startMs <= toMs,
    inside: ({ startMs, finishMs }, { fromMs, toMs }) => startMs >= fromMs && finishMs <= toMs,
  } as const satisfies Record<string, (life: Life, window: TimeWindow) => boolean>;

  interface Life {
    readonly startMs: number;
    /** Infinity while it is in progress. */
    readonly finishMs: number;
    readonly hidesStart: boolean;
  }

  /** Close to the beginning, where the two boards differ, and on whole minutes, where their ends lie. */
  const lives = fc.array(
    fc.record({
      startMs: fc.integer({ min: -30, max: 60 }).map((halves) => NOON_MS - WEEK_MS + halves * 30_000),
      lastsMs: fc.oneof(
        fc.integer({ min: 0, max: 30 }).map((halves) => halves * 30_000),
        fc.constant(Infinity),
      ),
      hidesStart: fc.boolean(),
    }),
    { maxLength: 12 },
  );

  const jobOfLife = ({ startMs, finishMs, hidesStart }: Life, index: number): Job =>
    jobOf({
      id: `job ${index}`,
      startTime: hidesStart ? null : new Date(startMs).toISOString(),
      finishTime: finishMs === Infinity ? null : new Date(finishMs).toISOString(),
    });

  it.each(Object.entries(READINGS))('is the same when it is exact, else more (%s)', (_name, isReturned) => {
    const moved = fc.record({ minutes: fc.integer({ min: 0, max: 20 }), from: fc.constantFrom(-1, 0) });
    fc.assert(
      fc.property(lives, moved, (drawn, { minutes, from }) => {
        const all = drawn.map(({ lastsMs, ...life }) => ({ ...life, finishMs: life.startMs + lastsMs }));
        const answer = ({ window }: AskedJobs): Job[] =>
          all.flatMap((life, index) => (isReturned(life, window) ? [jobOfLife(life, index)] : []));
        const later = board(minutes, { from: minutes === 0 ? 0 : from });
        const answered = told(later, heldJobs(answer(board(0))));
        if (answered?.value.kind !== 'jobs') throw new Error('the same board tells nothing');
        const { jobs } = answered.value;
        const direct = answer(later);
        const shown = answered.isExact ? jobs : jobs.filter(({ id }) => direct.some((job) => job.id === id));
        expect(shown).toEqual(direct);
      }),
      { numRuns: 1000 },
    );
  });
});
