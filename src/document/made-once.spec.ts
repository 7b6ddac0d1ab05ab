import { expect, it } from 'vitest';

import { madeOnce } from './made-once.js';

it('is made once for all who ask, and again after a failure', async () => {
  let calls = 0;
  const made = madeOnce(async () => {
    calls += 1;
    await Promise.resolve();
    if (calls === 1) throw new Error('not yet');
    return calls;
  });
  await expect(Promise.all([made(), made()])).rejects.toThrow('not yet');
  expect(calls).toBe(1);
  expect(await Promise.all([made(), made(), made()])).toEqual([2, 2, 2]);
});
