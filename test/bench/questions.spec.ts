import { expect, it } from 'vitest';

import { QUESTION_KINDS, questionOf } from '../../bench/questions.js';

const WINDOW = 'from=2026-11-01&to=2026-11-02';

it.each(QUESTION_KINDS)('never asks the same %s twice, so that no answer was made before', (kind) => {
  const questions = Array.from({ length: 300 }, (_, index) => questionOf(kind, index, WINDOW));
  expect(new Set(questions).size).toBe(300);
  expect(questions.filter((question) => /=(&|$)/.test(question))).toEqual([]);
});

it('says so when there is no other filter left to ask', () => {
  expect(questionOf('summary', 944, WINDOW)).toContain('type=');
  expect(() => questionOf('filter', 945, WINDOW)).toThrow('no more filters');
});
