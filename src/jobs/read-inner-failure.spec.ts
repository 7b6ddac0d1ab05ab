import { describe, expect, it } from 'vitest';

import { AppError } from '../errors/app-error.js';
import { readJobsAnswer } from './read-jobs-answer.js';

function failureOf(body: unknown): AppError {
  try {
    readJobsAnswer(body);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('expected a failure with a code');
}

describe('a failure told inside an answer', () => {
  it.each([
    [{ statusCode: 401, error: 'x', traceId: 't' }, 'upstream-unauthorized'],
    [{ statusCode: 403, data: null }, 'upstream-unauthorized'],
    [{ StatusCode: '429', data: null }, 'upstream-throttled'],
    [{ statusCode: 500, data: { jobs: [], totalCount: 0 } }, 'upstream-unavailable'],
    [{ statusCode: 503 }, 'upstream-unavailable'],
    [{ statusCode: 400, errors: [{ code: 'InvalidParameter' }] }, 'upstream-rejected'],
    [{ statusCode: 400, data: { jobs: [], totalCount: 0 } }, 'upstream-rejected'],
    [{ statusCode: 418, data: { jobs: [] } }, 'upstream-rejected'],
    [{ statusCode: 10_001, data: null }, 'upstream-rejected'],
    [{ statusCode: 200, data: null, errors: [{ message: 'x' }] }, 'upstream-rejected'],
    [{ data: null, errors: { window: ['x'] } }, 'upstream-rejected'],
    [{ errors: 'x' }, 'upstream-rejected'],
    [{ statusCode: 200, data: null, errors: [] }, 'upstream-invalid'],
  ])('%j is %s', (body, code) => {
    expect(failureOf(body).code).toBe(code);
  });

  it('keeps the words of the upstream out of the error', () => {
    const failure = failureOf({ statusCode: 400, message: 'canary', errors: [{ message: 'canary' }] });
    expect(JSON.stringify([failure.message, failure.members, failure.cause])).not.toContain('canary');
  });

  it('counts as the HTTP status it should have been', () => {
    expect(failureOf({ statusCode: 403 })).toMatchObject({ upstreamStatus: 403 });
    expect(failureOf({ statusCode: 429 })).toMatchObject({ retryAfterSeconds: 10 });
  });
});
