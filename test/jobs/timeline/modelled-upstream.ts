import { parseOrganizationId, type OrganizationId } from '../../../src/organizations/organization.js';
import type { Job } from '../../../src/jobs/job.js';
import type { TimeWindow } from '../../../src/jobs/time-window.js';
import { DAY_MS, LATENESS_MS } from '../../../src/jobs/timeline/job-timeline.js';
import type { RangeReading } from '../../../src/jobs/timeline/range-readings.js';

/** One job's whole life, as tests make it up. Epoch milliseconds. */
export interface JobLife {
  readonly id: string;
  readonly startMs: number;
  /** Infinity: it never ends. */
  readonly finishMs: number;
  /** From when on it is listed at all. */
  readonly listedAtMs: number;
  /** From when on the upstream knows that it has ended. */
  readonly endedAtMs: number;
  readonly deletedAtMs: number;
  /** From when on its record says something else, its finish among it. */
  readonly correctedAtMs: number;
  readonly correctedFinishMs: number;
  /** Which times its record tells: all, whole seconds of them, no start while it runs, none at all. */
  readonly tells: 'all' | 'seconds' | 'noStartWhileRunning' | 'nothing';
}

/** An upstream that compares the range in one way, and the jobs it has. The oracle of the tests. */
export class ModelledUpstream {
  constructor(
    private readonly lives: readonly JobLife[],
    private readonly reading: RangeReading,
    /** Whether a job in progress counts as finishing at this moment, instead of as having no finish to compare. */
    private readonly endsRunningNow = false,
  ) {}

  /** What it answers at a moment. */
  answer(window: TimeWindow, atMs: number): Job[] {
    return this.lives
      .filter((life) => this.isListed(life, atMs) && this.isReturned(life, window, atMs))
      .map((life) => recordOf(life, atMs));
  }

  /** Whether a held copy may be wrong about a job: deleted, corrected, or listed later than is promised, less than a day ago. */
  mayBeWrongAbout(id: string, atMs: number): boolean {
    const life = this.lives.find((one) => one.id === id);
    if (life === undefined) return false;
    const changesMs = [
      life.deletedAtMs,
      life.correctedAtMs,
      ...(this.isTooLate(life) ? [this.visibleAtMs(life)] : []),
    ];
    return changesMs.some((changeMs) => changeMs <= atMs && atMs - changeMs <= DAY_MS);
  }

  private isListed(life: JobLife, atMs: number): boolean {
    return life.listedAtMs <= atMs && atMs < life.deletedAtMs;
  }

  private isReturned(life: JobLife, { fromMs, toMs }: TimeWindow, atMs: number): boolean {
    const { beginning, end, showsRunning } = this.reading;
    const isRunning = atMs < life.endedAtMs;
    if (isRunning && !showsRunning) return false;
    const finishMs = finishAt(life, atMs);
    const isPastBeginning = beginning === 'start' ? life.startMs >= fromMs : isRunning || finishMs >= fromMs;
    const isBeforeEnd =
      end === 'start'
        ? life.startMs <= toMs
        : isRunning
          ? !this.endsRunningNow || atMs <= toMs
          : finishMs <= toMs;
    return isPastBeginning && isBeforeEnd;
  }

  private visibleAtMs(life: JobLife): number {
    return this.reading.showsRunning ? life.listedAtMs : Math.max(life.listedAtMs, life.endedAtMs);
  }

  private isTooLate(life: JobLife): boolean {
    if (this.reading.showsRunning) return life.listedAtMs - life.startMs > LATENESS_MS;
    const isTooLong = this.reading.beginning === 'start' && life.finishMs - life.startMs > DAY_MS;
    return isTooLong || this.visibleAtMs(life) - life.finishMs > LATENESS_MS;
  }
}

const ORGANIZATION = { id: organizationId(), name: null };
const COUNTS = { successful: 0, failed: 0, skipped: 0, warning: 0, total: 0 };

function organizationId(): OrganizationId {
  const id = parseOrganizationId('69cb1ecc-f8e8-439b-8077-a4b7fd45e87f');
  if (id === undefined) throw new Error('the id of the tests is no organization id');
  return id;
}

function finishAt({ finishMs, correctedAtMs, correctedFinishMs }: JobLife, atMs: number): number {
  return atMs < correctedAtMs ? finishMs : correctedFinishMs;
}

/** The record of a job at a moment, normalized. */
export function recordOf(life: JobLife, atMs: number): Job {
  const isRunning = atMs < life.endedAtMs;
  const hidesStart = life.tells === 'nothing' || (isRunning && life.tells === 'noStartWhileRunning');
  return {
    id: life.id,
    type: 'backup',
    status: isRunning ? 'inProgress' : 'finished',
    module: null,
    startTime: hidesStart ? null : tellTime(life.startMs, life),
    finishTime: isRunning || life.tells === 'nothing' ? null : tellTime(finishAt(life, atMs), life),
    durationSeconds: null,
    entities: COUNTS,
    records: COUNTS,
    backupSizeBytes: atMs < life.correctedAtMs ? 1 : 2,
    organization: ORGANIZATION,
  };
}

function tellTime(timeMs: number, { tells }: JobLife): string {
  const toldMs = tells === 'seconds' ? Math.floor(timeMs / 1000) * 1000 : timeMs;
  return new Date(toldMs).toISOString();
}
