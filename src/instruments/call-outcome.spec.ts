import { expect, it } from 'vitest';

import { AppError } from '../errors/app-error.js';
import { PROBLEM_TYPES, type ProblemCode } from '../errors/problem-types.js';
import { FAILURE_OUTCOMES, failureOutcome } from './call-outcome.js';

const { signal } = new AbortController();
const outcomeOf = (code: ProblemCode): string => failureOutcome(new AppError(code, 'text'), signal);

it.each([
  ['upstream-unauthorized', 'unauthorized'],
  ['upstream-rejected', 'rejected'],
  ['upstream-invalid', 'invalid'],
  ['upstream-unavailable', 'unavailable'],
  ['upstream-throttled', 'throttled'],
  ['upstream-timeout', 'timeout'],
] as const)('calls a failure of class %s %s', (code, outcome) => {
  expect(outcomeOf(code)).toBe(outcome);
});

it('has a word for whatever is thrown, and no other words than those', () => {
  const words = (Object.keys(PROBLEM_TYPES) as ProblemCode[])
    .filter((code) => !code.startsWith('upstream-'))
    .map(outcomeOf);
  expect(new Set(words)).toEqual(new Set(['unauthorized', 'error']));
  expect(failureOutcome(new Error('bug'), signal)).toBe('error');
  expect(failureOutcome(undefined, signal)).toBe('error');
  expect(words.filter((word) => !FAILURE_OUTCOMES.some((outcome) => outcome === word))).toEqual([]);
});

it('says of a call that was given up nothing but that', () => {
  expect(failureOutcome(new AppError('upstream-timeout', 'text'), AbortSignal.abort())).toBe('cancelled');
});
