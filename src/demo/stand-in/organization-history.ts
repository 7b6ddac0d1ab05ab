import { contentsOf } from './job-contents.js';
import { DAY_MS, MINUTE_MS, slotsOfDay, type JobSeries } from './job-series.js';
import { personalityOf, type Personality } from './organization-personality.js';
import { seriesOf } from './organization-series.js';
import { fractionOf, numberBetween } from './seeded-random.js';
import { jobIdOf, type StandInJob } from './stand-in-job.js';
import type { StandInOrganization } from './tenants.js';

const HISTORY_DAYS = 30;

/** Times of a job are whole in seconds, tenths, hundredths or milliseconds, so that their texts differ in length. */
function roundedTime(key: string, timeMs: number): number {
  const stepMs = 10 ** Math.floor(fractionOf(`${key}|precision`) * 4);
  return Math.floor(timeMs / stepMs) * stepMs;
}

/** One organization's jobs: each is a pure function of seed, anchor, organization and slot, so a day is made once and never changes. */
export class OrganizationHistory {
  private readonly key: string;
  private readonly personality: Personality;
  private readonly series: readonly JobSeries[];
  private readonly firstDayMs: number;
  private readonly jobsByDay = new Map<number, readonly StandInJob[]>();

  constructor(
    organization: StandInOrganization,
    seed: string,
    private readonly anchorMs: number,
  ) {
    this.key = `${seed}|${organization.id}`;
    this.personality = personalityOf(organization.personality, this.key);
    this.series = seriesOf(organization, this.personality, this.key, anchorMs);
    this.firstDayMs = anchorMs - HISTORY_DAYS * DAY_MS;
  }

  jobsUntil(nowMs: number): readonly StandInJob[] {
    const jobs: StandInJob[] = [];
    for (let dayMs = this.firstDayMs; dayMs <= nowMs; dayMs += DAY_MS) {
      for (const job of this.jobsOfDay(dayMs)) if (job.startMs <= nowMs) jobs.push(job);
    }
    return jobs;
  }

  private jobsOfDay(dayMs: number): readonly StandInJob[] {
    const known = this.jobsByDay.get(dayMs);
    if (known !== undefined) return known;
    const jobs = this.isSilentAt(dayMs)
      ? []
      : this.series.flatMap((series) => this.jobsOfSeries(series, dayMs));
    this.jobsByDay.set(dayMs, jobs);
    return jobs;
  }

  private jobsOfSeries(series: JobSeries, dayMs: number): readonly StandInJob[] {
    return slotsOfDay(series, dayMs)
      .filter((slotMs) => fractionOf(`${this.key}|${series.name}|${slotMs}|chance`) < series.chance)
      .map((slotMs) => this.jobAt(series, slotMs));
  }

  private jobAt(series: JobSeries, slotMs: number): StandInJob {
    const key = `${this.key}|${series.name}|${slotMs}`;
    const delayMs = numberBetween(`${key}|delay`, [0, series.delayMinutes]) * MINUTE_MS;
    const startMs = roundedTime(key, slotMs + delayMs);
    const growth = 1 + (this.personality.growthADay * (slotMs - this.firstDayMs)) / DAY_MS;
    const lastsMs = numberBetween(`${key}|lasts`, series.lastsMinutes) * MINUTE_MS;
    const outcome = this.outcomeOf(key, series, slotMs);
    const wholeSizeBytes = numberBetween(`${this.key}|size`, this.personality.firstSizeBytes) * growth;
    return {
      jobId: jobIdOf(series.letters, startMs, Math.floor(fractionOf(`${key}|tail`) * 100_000)),
      type: series.type,
      module: series.module,
      startMs,
      finishMs: roundedTime(key, startMs + lastsMs * (series.type === 'backup' ? growth : 1)),
      outcome,
      ...contentsOf({ key, type: series.type, outcome, wholeSizeBytes }),
    };
  }

  private outcomeOf(key: string, series: JobSeries, slotMs: number): StandInJob['outcome'] {
    const { failsForDays = 0, failureChance, exceptionChance } = this.personality;
    const isBroken = failsForDays > 0 && slotMs >= this.anchorMs - failsForDays * DAY_MS;
    if (isBroken && series.type === 'backup') return 'failed';
    const fraction = fractionOf(`${key}|outcome`);
    if (fraction < failureChance) return 'failed';
    return fraction < failureChance + exceptionChance ? 'finishedWithException' : 'finished';
  }

  private isSilentAt(dayMs: number): boolean {
    const { silentForDays } = this.personality;
    return silentForDays !== undefined && dayMs >= this.anchorMs - silentForDays * DAY_MS;
  }
}
