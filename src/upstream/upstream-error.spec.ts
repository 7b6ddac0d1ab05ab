import { describe, expect, it } from 'vitest';

import { failureOfStatus } from './upstream-error.js';

describe('failureOfStatus', () => {
  it('is none for a success', () => {
    expect(failureOfStatus(200, undefined)).toBeUndefined();
  });

  it.each([
    [201, 'upstream-invalid'],
    [204, 'upstream-invalid'],
    [206, 'upstream-invalid'],
    [301, 'upstream-rejected'],
    [302, 'upstream-rejected'],
    [304, 'upstream-rejected'],
    [400, 'upstream-rejected'],
    [401, 'upstream-unauthorized'],
    [403, 'upstream-unauthorized'],
    [404, 'upstream-rejected'],
    [410, 'upstream-rejected'],
    [418, 'upstream-rejected'],
    [429, 'upstream-throttled'],
    [500, 'upstream-unavailable'],
    [502, 'upstream-unavailable'],
    [503, 'upstream-unavailable'],
    [504, 'upstream-unavailable'],
    [599, 'upstream-unavailable'],
  ])('of %i is %s, and keeps the status for those who decide', (status, code) => {
    expect(failureOfStatus(status, undefined)).toMatchObject({ code, upstreamStatus: status });
  });

  it.each([
    { status: 429, header: undefined, wait: 10 },
    { status: 429, header: 0, wait: 0 },
    { status: 429, header: 120, wait: 120 },
    { status: 503, header: undefined, wait: undefined },
    { status: 503, header: 7, wait: 7 },
    { status: 404, header: 7, wait: undefined },
  ])('of $status with a wait of $header says $wait', ({ status, header, wait }) => {
    expect(failureOfStatus(status, header)?.retryAfterSeconds).toBe(wait);
  });
});
