import { expect, it } from 'vitest';

import { paintFor } from './palette.js';

it.each([
  [true, {}, '\u001B[31mfault\u001B[0m'],
  [true, { NO_COLOR: '' }, '\u001B[31mfault\u001B[0m'],
  [true, { NO_COLOR: '1' }, 'fault'],
  [false, {}, 'fault'],
])('paints on a terminal (%s) only, unless %o says no', (isTTY, environment, text) => {
  expect(paintFor({ isTTY }, environment)('fault', 'fault')).toBe(text);
});
