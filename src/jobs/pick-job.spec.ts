import { describe, expect, it } from 'vitest';

import type { SourceResult } from '../aggregation/source.js';
import { reportSource } from '../aggregation/source.js';
import { AppError } from '../errors/app-error.js';
import type { FindJobSelection } from './find-job-selection.js';
import { isFoundOrAllAnswered, pickJob } from './pick-job.js';
import type { JobRows } from './table/job-rows.js';
import { answerOf, failureOf, jobOf, organizationId, organizationOf } from '../../test/jobs/sample-jobs.js';

const OTHER = organizationOf({ id: organizationId(2) });
const SELECTION: FindJobSelection = { jobId: 'job', organizations: [], window: { fromMs: 0, toMs: 60_000 } };
const OMISSION = new AppError('upstream-invalid', 'The answer lacks something.');

const found = answerOf([jobOf()]);
const foundElsewhere = answerOf([jobOf({ organization: { id: OTHER.id, name: null } })], {
  organization: OTHER,
});
const nothing = answerOf([], { organization: OTHER });

const pick = (results: readonly SourceResult<JobRows>[]) =>
  pickJob({ selection: SELECTION, results }, results.map(reportSource));
const codeOf = (results: readonly SourceResult<JobRows>[]): string => {
  try {
    return JSON.stringify(pick(results));
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

describe('pickJob', () => {
  it('answers with the job and the source that has it', () => {
    expect(pick([nothing, found]).body).toEqual({ data: jobOf(), source: reportSource(found) });
    expect(pick([found, failureOf(OTHER)]).body).toEqual({ data: jobOf(), source: reportSource(found) });
  });

  it.each<[string, readonly SourceResult<JobRows>[], string]>([
    ['nobody has it', [nothing], 'job-not-found'],
    ['nobody was asked', [], 'job-not-found'],
    ['two organizations have it', [found, foundElsewhere], 'ambiguous-job'],
    [
      'an answer without it lacks something',
      [nothing, answerOf([], { error: OMISSION })],
      'upstream-invalid',
    ],
  ])('throws when %s', (_when, results, code) => {
    expect(codeOf(results)).toBe(code);
  });
});

describe('isFoundOrAllAnswered', () => {
  it.each<[string, readonly SourceResult<JobRows>[], boolean]>([
    ['found', [found], true],
    ['found, while another organization failed', [failureOf(OTHER), found], true],
    ['found nowhere, by all', [nothing], true],
    ['found nowhere, while one failed', [nothing, failureOf()], false],
    ['all failed', [failureOf()], false],
    ['nobody was asked', [], true],
  ])('%s', (_when, results, isEnough) => {
    expect(isFoundOrAllAnswered({ selection: SELECTION, results })).toBe(isEnough);
  });
});
