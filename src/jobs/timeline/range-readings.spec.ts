import { describe, expect, it } from 'vitest';

import type { JobExtent } from './job-extent.js';
import { membershipOf, RANGE_READINGS } from './range-readings.js';

const FROM_MS = 1_000_000;
const TO_MS = 2_000_000;

const at = (ms: number): { earliestMs: number; latestMs: number } => ({ earliestMs: ms, latestMs: ms });
const ended = (startMs: number, finishMs: number): JobExtent => ({
  start: at(startMs),
  finish: at(finishMs),
  isRunning: false,
});
const running = (startMs: number): JobExtent => ({ start: at(startMs), finish: undefined, isRunning: true });

/** For each reading, in the order of RANGE_READINGS: + returned, - not, ? nobody knows. */
function memberships(extent: JobExtent, toMs: number): string {
  const signs = { in: '+', out: '-', unsure: '?' };
  return Object.values(RANGE_READINGS)
    .map((reading) => signs[membershipOf(extent, { fromMs: FROM_MS, toMs }, reading)])
    .join('');
}

describe('whether a job is returned for a range, both ends included', () => {
  it.each<[string, JobExtent, string]>([
    ['inside', ended(1_200_000, 1_300_000), '++++++'],
    ['on both ends', ended(FROM_MS, TO_MS), '++++++'],
    ['before', ended(800_000, 999_999), '------'],
    ['behind', ended(2_000_001, 2_100_000), '------'],
    ['across the beginning', ended(999_999, FROM_MS), '-+++--'],
    ['across the end', ended(TO_MS, 2_000_001), '++----'],
    ['all around', ended(999_999, 2_000_001), '-+----'],
    ['without any time', { start: undefined, finish: undefined, isRunning: false }, '??????'],
    [
      'without a finish although it ended',
      { start: at(1_200_000), finish: undefined, isRunning: false },
      '+?????',
    ],
    [
      'told in seconds, at the end',
      { start: { earliestMs: TO_MS, latestMs: TO_MS + 999 }, finish: at(TO_MS + 5000), isRunning: false },
      '??----',
    ],
    ['in progress since then', running(1_200_000), '++?-?-'],
    ['in progress since before', running(999_999), '-+?---'],
    ['in progress, begun later', running(2_000_001), '--?-?-'],
  ])('%s', (_, extent, expected) => {
    expect(memberships(extent, TO_MS)).toBe(expected);
  });

  it.each<[string, JobExtent, string]>([
    ['inside', ended(1_200_000, 9_000_000), '++++++'],
    ['across the beginning', ended(999_999, FROM_MS), '-+++--'],
    ['in progress since then', running(1_200_000), '+++-+-'],
    ['in progress since before', running(999_999), '-++---'],
  ])('%s, when its end lies ahead', (_, extent, expected) => {
    expect(memberships(extent, Infinity)).toBe(expected);
  });
});
