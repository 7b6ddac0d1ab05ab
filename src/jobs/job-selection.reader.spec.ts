import { expect, it } from 'vitest';

import { SALES, settingsWith } from '../../test/cache/cache-setup.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { rememberCaller } from '../auth/caller.js';
import { ConfigService } from '../config/config.service.js';
import { JobSelectionReader } from './job-selection.reader.js';

const ORGANIZATIONS = [SALES];

function setup() {
  const clock = new FakeClock();
  return { clock, reader: new JobSelectionReader(clock, new ConfigService(settingsWith())) };
}

/** A request of one who sees one organization. */
function askedWith(query: Record<string, string> = {}) {
  const request = { url: `/v1/jobs?${new URLSearchParams(query).toString()}`, query, params: {} };
  const client = { name: 'x', apiKeySha256: [], jwtClientId: undefined, requestsPerMinute: 1 };
  rememberCaller(request, {
    client: { ...client, organizations: ['*'], permissions: [] },
    organizations: ORGANIZATIONS,
  });
  return request;
}

it('understands a request once, also when a minute ends while it is answered', () => {
  const { clock, reader } = setup();
  const request = askedWith();
  const question = reader.questionOf(request);
  clock.advance(60_000);
  expect(reader.questionOf(request)).toBe(question);
  const later = askedWith();
  expect(reader.questionOf(later)).not.toEqual(question);
  expect(reader.selectionOf(later).window.toMs).toBe(reader.selectionOf(request).window.toMs + 60_000);
});

it('says the same of a request that cannot be read, however often it is asked', () => {
  const { reader } = setup();
  const request = askedWith({ type: 'nonsense' });
  expect(reader.questionOf(request)).toBeUndefined();
  expect(() => reader.selectionOf(request)).toThrow(expect.objectContaining({ code: 'validation-failed' }));
  expect(reader.questionOf(request)).toBeUndefined();
});
