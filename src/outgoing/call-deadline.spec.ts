import { once } from 'node:events';

import { expect, it } from 'vitest';

import { CallDeadline } from './call-deadline.js';

it('remembers what ended the call first: the time', async () => {
  const caller = new AbortController();
  const deadline = new CallDeadline(1, caller.signal);
  await once(deadline.signal, 'abort');
  caller.abort();
  expect(deadline.endedBy).toBe('timeout');
});

it('remembers what ended the call first: the caller', () => {
  const caller = new AbortController();
  const deadline = new CallDeadline(60_000, caller.signal);
  caller.abort();
  deadline.close();
  expect(deadline.endedBy).toBe('cancelled');
  expect(deadline.signal.aborted).toBe(true);
});

it('listens to neither any more when it is closed', () => {
  const caller = new AbortController();
  const deadline = new CallDeadline(60_000, caller.signal);
  deadline.close();
  caller.abort();
  expect(deadline.endedBy).toBeUndefined();
});
