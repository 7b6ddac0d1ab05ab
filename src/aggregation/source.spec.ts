import { describe, expect, it } from 'vitest';

import { reportSource } from './source.js';
import { AppError } from '../errors/app-error.js';
import { answerOf, failureOf, jobOf, organizationId, organizationOf } from '../../test/jobs/sample-jobs.js';

describe('what is said of a source', () => {
  it('is where an answer came from, when, and how much', () => {
    expect(reportSource(answerOf([jobOf(), jobOf()], { state: 'cached', contract: 'post' }))).toEqual({
      organizationId: organizationId(1),
      organizationName: 'Sales',
      connection: 'contoso',
      contract: 'post',
      state: 'cached',
      fetchedAt: '2026-11-20T12:00:00.000Z',
      totalItems: 2,
    });
  });

  it('has the name that came with the answer, and of a failed one the configured name or none', () => {
    const nameless = organizationOf({ name: undefined });
    expect(
      reportSource(answerOf([], { organization: nameless, organizationName: 'uatorg123' })).organizationName,
    ).toBe('uatorg123');
    expect(reportSource(failureOf()).organizationName).toBe('Sales');
    expect(reportSource(failureOf(nameless)).organizationName).toBeNull();
  });

  it('is why nothing came', () => {
    const error = new AppError('upstream-throttled', 'Slow down.', {
      retryAfterSeconds: 42,
      cause: new Error('canary'),
    });
    expect(reportSource(failureOf(organizationOf(), error))).toMatchObject({
      state: 'failed',
      fetchedAt: null,
      totalItems: null,
      error: {
        type: '/problems/upstream-throttled',
        title: 'The upstream asks us to slow down',
        status: 503,
        detail: 'Slow down.',
        retryAfterSeconds: 42,
      },
    });
    expect(JSON.stringify(reportSource(failureOf(organizationOf(), error)))).not.toContain('canary');
  });

  it('is what an answer lacks, without a time to ask again', () => {
    const error = new AppError('upstream-invalid', 'It lacks something.', { members: { recordsLeftOut: 3 } });
    const report = reportSource(answerOf([], { error }));
    expect(report).toMatchObject({ state: 'live', totalItems: 0, error: { status: 502, recordsLeftOut: 3 } });
    expect(report.error).not.toHaveProperty('retryAfterSeconds');
  });
});
