import { expect, it } from 'vitest';

import { answerShapeOf } from './answer-shape.js';

it.each([
  ['earlier', { totalNumber: 1, result: [{}] }],
  ['earlier', { TotalNumber: 0, Result: null }],
  ['current', { totalCount: 1, nextLink: '', jobs: [{}] }],
  ['current', { totalCount: 0 }],
  ['wrapped', { statusCode: 200, data: { totalCount: 1, jobs: [] } }],
  ['list', []],
  ['other', { rows: [] }],
  ['other', 'text'],
])('knows the %s shape of %j', (shape, body) => {
  expect(answerShapeOf(body)).toBe(shape);
});
