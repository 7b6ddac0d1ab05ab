import { hasSameTimes, type HeldJob } from './held-job.js';
import type { HeldRows } from './held-rows.js';
import { BASE_LIFE_MS, type JobTimeline } from './job-timeline.js';
import { isPlainlyIn } from './plain-membership.js';
import { EVERY_READING, membershipOf, type RangeReading } from './range-readings.js';

type Learnt = Pick<JobTimeline, 'readings' | 'contradictedAtMs'>;

/** The readings that an answer leaves possible. Answers that contradict each other are forgotten after a day. */
export function learnFrom(answer: HeldRows, timeline: JobTimeline, askedAtMs: number): Learnt {
  const { contradictedAtMs } = timeline;
  const isForgotten = contradictedAtMs !== undefined && askedAtMs >= contradictedAtMs + BASE_LIFE_MS;
  const before = isForgotten ? EVERY_READING : timeline.readings;
  const readings = withoutAbsent(withoutPresent(before, answer), timeline, answer);
  if (readings.length > 0) return { readings, contradictedAtMs: undefined };
  return { readings, contradictedAtMs: isForgotten ? askedAtMs : (contradictedAtMs ?? askedAtMs) };
}

/** Whether seeing the job again would rule a reading out: it would have been returned where it was missed. */
export function wouldTeach({ extent, missedIn }: HeldJob, readings: readonly RangeReading[]): boolean {
  return (
    missedIn !== undefined && readings.some((reading) => membershipOf(extent, missedIn, reading) === 'in')
  );
}

/** A job that came rules out the readings under which it would not have. */
function withoutPresent(readings: readonly RangeReading[], answer: HeldRows): readonly RangeReading[] {
  // What lies in the window with all of its times comes under every reading: it teaches nothing.
  const present = answer.heldWhere(
    (row) => !isPlainlyIn(answer, row, answer.sightingAt(row).seenIn, readings),
  );
  return readings.filter((reading) =>
    present.every(({ extent, seenIn }) => membershipOf(extent, seenIn, reading) !== 'out'),
  );
}

/** A job that did not come may have been deleted: only when it is seen again was it there, and the reading that wants it wrong. */
function withoutAbsent(
  readings: readonly RangeReading[],
  { stretches }: JobTimeline,
  answer: HeldRows,
): readonly RangeReading[] {
  if (stretches.length === 0) return readings;
  const came = answer.rowsById();
  const returned = stretches.flatMap(({ jobs }) => returnedOf(jobs, answer, came));
  return readings.filter((reading) => !returned.some((held) => wouldTeach(held, [reading])));
}

/** The jobs that an earlier answer lacked and this one has, unchanged. */
function returnedOf(jobs: HeldRows, answer: HeldRows, came: ReadonlyMap<string, number>): HeldJob[] {
  return jobs.sightings.flatMap(({ missedIn }, row) => {
    const cameRow = missedIn === undefined ? undefined : came.get(jobs.table.idAt(row));
    const isReturned = cameRow !== undefined && hasSameTimes(jobs.table, row, answer.table, cameRow);
    return isReturned ? [jobs.heldAt(row)] : [];
  });
}
