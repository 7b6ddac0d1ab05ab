import { describe, expect, it } from 'vitest';

import { AppError, asAppError } from './app-error.js';
import { PROBLEM_TYPES, type ProblemCode } from './problem-types.js';
import { problemHeaders, toProblem } from './problem.js';

const ORIGIN = { url: '/v1/jobs?organizationId=x#y', requestId: 'abc' };

describe('toProblem', () => {
  it('tells code, status, path without query, and request id', () => {
    expect(toProblem(new AppError('job-not-found', 'No such job.'), ORIGIN)).toEqual({
      type: '/problems/job-not-found',
      title: 'There is no such job',
      status: 404,
      detail: 'No such job.',
      instance: '/v1/jobs',
      requestId: 'abc',
    });
  });

  it('names the faults of a bad request, and further members', () => {
    const faults = [{ parameter: 'type', message: 'must be known' }];
    const error = new AppError('validation-failed', 'Bad.', { faults, members: { sources: [] } });
    expect(toProblem(error, ORIGIN)).toMatchObject({ errors: faults, sources: [] });
  });

  it('says nothing of the cause', () => {
    const cause = new Error('canary', { cause: 'canary' });
    expect(JSON.stringify(toProblem(asAppError(cause), ORIGIN))).not.toContain('canary');
  });
});

describe('problemHeaders', () => {
  it('forbid keeping, and name the media type', () => {
    expect(problemHeaders(new AppError('forbidden', 'No.'))).toEqual({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    });
  });

  it('carry the wait, zero too, and the challenge', () => {
    const error = new AppError('unauthorized', 'No.', { retryAfterSeconds: 0, challenge: 'ApiKey' });
    expect(problemHeaders(error)).toMatchObject({ 'retry-after': '0', 'www-authenticate': 'ApiKey' });
  });

  it.each([
    { allowedMethods: ['GET', 'HEAD'], allow: 'GET, HEAD' },
    { allowedMethods: [], allow: '' },
  ])('say which methods are taken: $allowedMethods', ({ allowedMethods, allow }) => {
    const error = new AppError('method-not-allowed', 'No.', { allowedMethods });
    expect(problemHeaders(error)).toHaveProperty('allow', allow);
  });
});

describe('the table of problems', () => {
  it.each(Object.entries(PROBLEM_TYPES))(
    'has an error status and a title for %s',
    (code, { status, title }) => {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(title).not.toBe('');
      expect(new AppError(code as ProblemCode, 'x')).toMatchObject({ status, title });
    },
  );

  it('promises the codes that callers rely on', () => {
    const promised = Object.entries(PROBLEM_TYPES).map(([code, { status }]) => `${status} ${code}`);
    expect(promised).toEqual(
      expect.arrayContaining([
        '400 validation-failed',
        '401 unauthorized',
        '403 forbidden',
        '404 organization-not-found',
        '404 job-not-found',
        '404 not-found',
        '409 ambiguous-job',
        '429 rate-limited',
        '500 internal',
        '502 upstream-rejected',
        '502 upstream-unauthorized',
        '502 upstream-invalid',
        '502 upstream-unavailable',
        '503 upstream-throttled',
        '503 overloaded',
        '503 circuit-open',
        '504 upstream-timeout',
        '504 not-cached',
      ]),
    );
  });
});
