import { membershipOf, RANGE_READINGS, type RangeReading } from '../../jobs/timeline/range-readings.js';
import { skipped, type Finding } from '../finding.js';
import type { RangeSighting } from '../probes/range-readings.js';

const STEP = 'rangeReading';

/** The readings that jobs which have ended can tell apart. */
const READINGS = {
  start: RANGE_READINGS.start,
  finish: RANGE_READINGS.finish,
  both: RANGE_READINGS.overlap,
  inside: RANGE_READINGS.inside,
} as const satisfies Record<string, RangeReading>;

export type ReadingName = keyof typeof READINGS;

const SENTENCES = {
  start: 'start: the range is compared with the start of a job.',
  finish: 'finish: the range is compared with the finish of a job, which is listed where it ended.',
  both: 'both: a job is listed for every range in which it ran at some time.',
  inside: 'inside: only jobs that both started and finished in the range are listed.',
} as const satisfies Record<ReadingName, string>;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The keys of a constant object are exactly its type's.
const NAMES = Object.keys(READINGS) as readonly ReadingName[];

/** The readings that no sighting speaks against. */
export function possibleReadings(sightings: readonly RangeSighting[]): readonly ReadingName[] {
  return NAMES.filter((name) => sightings.every((sighting) => fits(sighting, READINGS[name])));
}

function fits({ extent, window, wasReturned }: RangeSighting, reading: RangeReading): boolean {
  if (wasReturned === undefined) return true;
  return membershipOf(extent, window, reading) !== (wasReturned ? 'out' : 'in');
}

/** What the upstream compares the asked range with. */
export function judgeRangeReadings(sightings: readonly RangeSighting[]): Finding {
  const possible = possibleReadings(sightings);
  const [only] = possible;
  if (only === undefined) {
    const message = 'The answers to small ranges around known jobs contradict each other.';
    return { step: STEP, state: 'warning', code: 'range-reading-unclear', message };
  }
  if (possible.length > 1)
    return skipped(STEP, `the answers leave open which of ${possible.join(', ')} it is`);
  return { step: STEP, state: 'ok', code: `range-reading-${only}`, message: SENTENCES[only] };
}
