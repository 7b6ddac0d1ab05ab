import { describe, expect, it } from 'vitest';

import type { JobExtent } from '../../jobs/timeline/job-extent.js';
import type { RangeSighting } from '../probes/range-readings.js';
import { judgeRangeReadings, possibleReadings } from './judge-range-readings.js';

const START_MS = Date.parse('2026-11-20T12:00:00.500Z');
const FINISH_MS = START_MS + 600_000;
const EXTENT: JobExtent = {
  start: { earliestMs: START_MS, latestMs: START_MS },
  finish: { earliestMs: FINISH_MS, latestMs: FINISH_MS },
  isRunning: false,
};

function sighting(momentMs: number, wasReturned: boolean | undefined): RangeSighting {
  return { extent: EXTENT, window: { fromMs: momentMs - 60_000, toMs: momentMs + 60_000 }, wasReturned };
}

describe('judgeRangeReadings', () => {
  it.each([
    ['only around its start', true, false, 'start'],
    ['only around its finish', false, true, 'finish'],
    ['around both', true, true, 'both'],
    ['around neither', false, false, 'inside'],
  ])('tells the reading of a job that comes %s', (_where, atStart, atFinish, name) => {
    const sightings = [sighting(START_MS, atStart), sighting(FINISH_MS, atFinish)];
    expect(possibleReadings(sightings)).toEqual([name]);
    expect(judgeRangeReadings(sightings)).toMatchObject({ state: 'ok', code: `range-reading-${name}` });
  });

  it('leaves open what one sighting cannot tell', () => {
    const sightings = [sighting(START_MS, true), sighting(FINISH_MS, undefined)];
    expect(possibleReadings(sightings)).toEqual(['start', 'both']);
    expect(judgeRangeReadings(sightings)).toMatchObject({ state: 'skipped' });
  });

  it('warns of answers that contradict each other', () => {
    const sightings = [sighting(START_MS, true), sighting(FINISH_MS, false), sighting(START_MS, false)];
    expect(judgeRangeReadings(sightings)).toMatchObject({ state: 'warning', code: 'range-reading-unclear' });
  });
});
