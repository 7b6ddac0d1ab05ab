import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Job } from '../job.js';
import { roundOutward, type TimeWindow } from '../time-window.js';
import { absorbAnswer } from './absorb-answer.js';
import { DAY_MS, emptyTimeline, HOUR_MS, MINUTE_MS, type JobTimeline } from './job-timeline.js';
import { tableOf } from '../../../test/jobs/sample-jobs.js';
import { ModelledUpstream, type JobLife } from '../../../test/jobs/timeline/modelled-upstream.js';
import { planRead } from './plan-read.js';
import { RANGE_READINGS } from './range-readings.js';

const BEGIN_MS = Date.parse('2026-11-01T00:00:00.000Z');
const NEVER_MS = Infinity;

type Tells = JobLife['tells'];

/** One read: when, of which window, and how long the upstream takes to answer. */
interface Look {
  readonly waitMs: number;
  readonly delayMs: number;
  readonly lengthMs: number;
  /** How long before now the window ends; negative: ahead of it. */
  readonly agoMs: number;
  /** Instead of that: the middle of one of the jobs, give or take a minute, as one of the window's ends. */
  readonly edge:
    { readonly job: number; readonly isBeginning: boolean; readonly offsetMinutes: number } | undefined;
}

const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
const mostly = (usual: number, rare: fc.Arbitrary<number>): fc.Arbitrary<number> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: rare });

const lengths = fc.oneof(upTo(5 * MINUTE_MS), upTo(6 * HOUR_MS), upTo(30 * HOUR_MS), fc.constant(NEVER_MS));
const beginnings = fc.oneof(
  fc.integer({ min: -32 * DAY_MS, max: 3 * DAY_MS }),
  fc.integer({ min: -DAY_MS, max: 2 * DAY_MS }),
  // On the minute, and at the very edge that a board slides over.
  fc.integer({ min: -24 * 60, max: 24 * 60 }).map((minutes) => minutes * MINUTE_MS),
  fc.integer({ min: -30 * 24 * 60, max: -28 * 24 * 60 }).map((minutes) => minutes * MINUTE_MS),
);

const life = fc.record({
  startMs: beginnings.map((offsetMs) => BEGIN_MS + offsetMs),
  lengthMs: lengths,
  lateMs: mostly(0, fc.oneof(upTo(HOUR_MS), upTo(20 * HOUR_MS))),
  endLateMs: mostly(0, upTo(HOUR_MS)),
  keptMs: mostly(NEVER_MS, fc.oneof(upTo(2 * DAY_MS), upTo(33 * DAY_MS))),
  correctedAfterMs: mostly(NEVER_MS, upTo(2 * DAY_MS)),
  correctionMs: fc.integer({ min: -5 * MINUTE_MS, max: 5 * MINUTE_MS }),
  tells: fc.oneof(
    { weight: 30, arbitrary: fc.constant<Tells>('all') },
    { weight: 4, arbitrary: fc.constantFrom<Tells>('seconds', 'noStartWhileRunning') },
    { weight: 1, arbitrary: fc.constant<Tells>('nothing') },
  ),
  isStamped: fc.boolean(),
});

const lives = fc.array(life, { minLength: 1, maxLength: 25 }).map((all) =>
  all.map((drawn, position): JobLife => {
    const finishMs = drawn.startMs + drawn.lengthMs;
    const endedAtMs = finishMs + drawn.endLateMs;
    const stamp = new Date(drawn.startMs).toISOString().replaceAll(/\D/g, '');
    return {
      id: drawn.isStamped ? `DCIB${stamp}${position}` : `job${position}`,
      startMs: drawn.startMs,
      finishMs,
      listedAtMs: drawn.startMs + drawn.lateMs,
      endedAtMs,
      deletedAtMs: drawn.startMs + drawn.keptMs,
      correctedAtMs: endedAtMs + drawn.correctedAfterMs,
      correctedFinishMs: Math.max(drawn.startMs, finishMs + drawn.correctionMs),
      tells: drawn.tells,
    };
  }),
);

const waits = fc.oneof(
  { weight: 4, arbitrary: upTo(2 * MINUTE_MS) },
  { weight: 2, arbitrary: fc.constant(MINUTE_MS) },
  upTo(3 * HOUR_MS),
  upTo(30 * HOUR_MS),
);
const boards = fc.record({
  lengthMs: fc.constantFrom(
    10 * MINUTE_MS,
    2 * HOUR_MS,
    DAY_MS,
    7 * DAY_MS,
    30 * DAY_MS,
    30 * DAY_MS,
    30 * DAY_MS,
  ),
  agoMs: fc.constant(0),
  edge: fc.constant(undefined),
});
const pasts = fc.record({
  lengthMs: fc.oneof(upTo(DAY_MS), upTo(10 * DAY_MS)),
  agoMs: fc.oneof(upTo(2 * HOUR_MS), upTo(33 * DAY_MS), fc.integer({ min: -DAY_MS, max: 0 })),
  edge: fc.constant(undefined),
});
const edges = fc.record({
  lengthMs: upTo(3 * DAY_MS),
  agoMs: fc.constant(0),
  edge: fc.record({
    job: upTo(24),
    isBeginning: fc.boolean(),
    offsetMinutes: fc.integer({ min: -1, max: 1 }),
  }),
});
const looks: fc.Arbitrary<Look[]> = fc.array(
  fc
    .tuple(waits, mostly(0, upTo(20_000)), fc.oneof({ weight: 5, arbitrary: boards }, pasts, edges))
    .map(([waitMs, delayMs, { lengthMs, agoMs, edge }]) => ({ waitMs, delayMs, lengthMs, agoMs, edge })),
  { minLength: 1, maxLength: 40, size: '+1' },
);

function windowOf({ lengthMs, agoMs, edge }: Look, nowMs: number, all: readonly JobLife[]): TimeWindow {
  const job = edge === undefined ? undefined : all[edge.job % all.length];
  if (edge === undefined || job === undefined)
    return roundOutward({ fromMs: nowMs - agoMs - lengthMs, toMs: nowMs - agoMs });
  const middleMs = job.finishMs === NEVER_MS ? job.startMs : (job.startMs + job.finishMs) / 2;
  const edgeMs = Math.floor(middleMs) + edge.offsetMinutes * MINUTE_MS;
  return roundOutward(
    edge.isBeginning
      ? { fromMs: edgeMs, toMs: edgeMs + lengthMs }
      : { fromMs: edgeMs - lengthMs, toMs: edgeMs },
  );
}

/** How often each purpose was asked, over all runs: a model in which nothing is ever derived would prove nothing. */
const asked = { tail: 0, whole: 0, exact: 0, nothing: 0 };

class Reader {
  private timeline: JobTimeline = emptyTimeline();
  private readonly answeredAt = new Map<number, number>();

  constructor(
    private readonly upstream: ModelledUpstream,
    private readonly freshMs: number,
    private readonly pageSize: number,
  ) {}

  /** Reads like a caller, and says when the answer was as it should be. */
  read(window: TimeWindow, beginMs: number, delayMs: number): { jobs: readonly Job[]; trueAtMs: number } {
    let nowMs = beginMs;
    const trace: string[] = [];
    for (let questions = 0; questions <= 2; questions += 1) {
      const { timeline, freshMs, pageSize } = this;
      const plan = planRead({ timeline, window, nowMs, freshMs, pageSize });
      if (plan.kind === 'answer') {
        if (questions === 0) asked.nothing += 1;
        const isFresh = nowMs - plan.askedAtMs <= this.freshMs;
        return {
          jobs: [...plan.jobs],
          trueAtMs: isFresh ? (this.answeredAt.get(plan.askedAtMs) ?? nowMs) : nowMs,
        };
      }
      asked[plan.purpose] += 1;
      trace.push(`${plan.purpose} ${JSON.stringify(plan.window)} at ${nowMs}`);
      nowMs = beginMs + questions * delayMs + questions;
      const answeredAtMs = nowMs + delayMs;
      const jobs = this.upstream.answer(plan.window, answeredAtMs);
      this.answeredAt.set(nowMs, answeredAtMs);
      this.timeline = absorbAnswer({ timeline, window: plan.window, jobs: tableOf(jobs), askedAtMs: nowMs });
      if (plan.purpose === 'exact') return { jobs, trueAtMs: answeredAtMs };
    }
    throw new Error(`a read took more than two questions: ${trace.join(' ')} ${JSON.stringify(window)}`);
  }
}

function byId(jobs: readonly Job[]): Map<string, string> {
  return new Map(jobs.map((job) => [job.id, JSON.stringify(job)]));
}

function differences(given: readonly Job[], wanted: readonly Job[]): string[] {
  const left = byId(given);
  const right = byId(wanted);
  return [...new Set([...left.keys(), ...right.keys()])].filter((id) => left.get(id) !== right.get(id));
}

describe('reading any windows of any history from a timeline', () => {
  it.each(Object.entries(RANGE_READINGS))(
    'gives what one big question gives, but for what changed late, where the range is compared by %s',
    (_, reading) => {
      const settings = fc.record({
        freshMs: fc.constantFrom(0, MINUTE_MS, 5 * MINUTE_MS),
        pageSize: mostly(0, fc.constantFrom(1, 5)),
        endsRunningNow: fc.boolean(),
      });
      fc.assert(
        fc.property(lives, looks, settings, (all, visits, { freshMs, pageSize, endsRunningNow }) => {
          const upstream = new ModelledUpstream(all, reading, endsRunningNow);
          const reader = new Reader(upstream, freshMs, pageSize);
          let nowMs = BEGIN_MS;
          for (const look of visits) {
            // What counts as finishing at this moment depends on the moment: an answer from two of them is right for neither.
            const delayMs = endsRunningNow ? 0 : look.delayMs;
            nowMs += look.waitMs;
            const window = windowOf(look, nowMs, all);
            if (window.fromMs >= window.toMs) continue;
            const { jobs, trueAtMs } = reader.read(window, nowMs, delayMs);
            const wrong = differences(jobs, upstream.answer(window, trueAtMs));
            expect(
              wrong.filter((id) => !upstream.mayBeWrongAbout(id, trueAtMs)),
              JSON.stringify({ nowMs, trueAtMs, window }),
            ).toEqual([]);
            nowMs += 2 * delayMs + 2;
          }
        }),
        {
          interruptAfterTimeLimit: 15_000,
          numRuns: Number(process.env['RUNS'] ?? 2000),
          seed: Number(process.env['SEED'] ?? 20_261_120),
        },
      );
    },
  );

  it('has derived a good part of it', () => {
    expect(asked.nothing + asked.tail).toBeGreaterThan((asked.whole + asked.exact) / 2);
  });
});
