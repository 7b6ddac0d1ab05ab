import { expect, it } from 'vitest';

import { isEnough } from './aggregate.decorator.js';
import { answerOf, failureOf } from '../../test/jobs/sample-jobs.js';

const answered = answerOf([]);
const stale = answerOf([], { state: 'stale' });
const failed = failureOf();

it.each([
  { results: [], partial: true, strict: true },
  { results: [answered], partial: true, strict: true },
  { results: [answered, stale], partial: true, strict: true },
  { results: [failed], partial: false, strict: false },
  { results: [failed, failed], partial: false, strict: false },
  { results: [answered, failed], partial: true, strict: false },
  { results: [failed, stale], partial: true, strict: false },
])(
  '$results.length sources are enough with partial answers: $partial, without: $strict',
  ({ results, partial, strict }) => {
    expect(isEnough({ selection: { allowPartial: true }, results })).toBe(partial);
    expect(isEnough({ selection: { allowPartial: false }, results })).toBe(strict);
  },
);
