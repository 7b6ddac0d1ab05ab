import { describe, expect, it } from 'vitest';

import { normalizeDuration } from './normalize-duration.js';

const startTime = '2022-08-19T03:12:43.823Z';
const finishTime = '2022-08-19T03:13:46.633Z';

describe('normalizeDuration', () => {
  it.each([
    [0.017447222, 62.81],
    ['0.017447222', 62.81],
    [0, 0],
    [-0, 0],
    [1 / 3, 1200],
    [0.0001, 0.36],
  ])('takes %j hours for %d seconds, whatever the times say', (durationHours, seconds) => {
    expect(normalizeDuration({ durationHours, status: 'finished', startTime: finishTime, finishTime })).toBe(
      seconds,
    );
  });

  it.each([undefined, null, -1, 'long', true, 1e300, Number.NaN])(
    'falls back to the times from %j',
    (durationHours) => {
      expect(normalizeDuration({ durationHours, status: 'failed', startTime, finishTime })).toBe(62.81);
    },
  );

  it.each([
    [null, finishTime],
    [startTime, null],
    [finishTime, startTime],
  ])('does not know it from %s to %s', (start, finish) => {
    const times = { startTime: start, finishTime: finish };
    expect(normalizeDuration({ durationHours: undefined, status: 'unknown', ...times })).toBeNull();
  });

  it('is null while the job is in progress, even with hours and both times', () => {
    expect(normalizeDuration({ durationHours: 1, status: 'inProgress', startTime, finishTime })).toBeNull();
  });
});
