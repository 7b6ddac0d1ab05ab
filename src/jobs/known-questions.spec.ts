import { describe, expect, it } from 'vitest';

import { CARE, SALES } from '../../test/cache/cache-setup.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { rememberCaller } from '../auth/caller.js';
import type { ConfigService } from '../config/config.service.js';
import type { Settings } from '../config/settings.js';
import type { Organization } from '../organizations/organization.js';
import { JobSelectionReader } from './job-selection.reader.js';

const ALL = [CARE, SALES];

/** A request for an address, in the name of somebody who sees these. */
function requestOf(url: string, organizations: readonly Organization[]) {
  const query = Object.fromEntries(new URLSearchParams(url.split('?')[1]));
  const request = { url, query, params: {} };
  rememberCaller(request, { client: {} as never, organizations });
  return request;
}

/** A reader, what asks it in the name of somebody, and what changes its configuration. */
function setup() {
  const clock = new FakeClock();
  const config = { current: { maxWindowDays: 30 } as Settings };
  const reader = new JobSelectionReader(clock, config as ConfigService);
  const ask = (organizations: readonly Organization[], url = '/v1/jobs') =>
    reader.questionOf(requestOf(url, organizations));
  const reload = (maxWindowDays: number): void =>
    void Object.assign(config, { current: { maxWindowDays } as Settings });
  return { clock, reader, ask, reload };
}

describe('what an address asks', () => {
  it('is read once a minute for those who see the same organizations', () => {
    const { clock, ask } = setup();
    clock.advance(1);
    const first = ask(ALL);
    expect(first?.organizations).toBe(ALL);
    clock.advance(59_000);
    expect(ask(ALL)).toBe(first);
    clock.advance(1_000);
    expect(ask(ALL)).not.toBe(first);
    expect(ask(ALL)?.parameters).not.toEqual(first?.parameters);
  });

  it('is another question in a whole minute than in the moment after it', () => {
    const { clock, ask } = setup();
    const first = ask(ALL);
    clock.advance(1);
    expect(ask(ALL)?.parameters).not.toEqual(first?.parameters);
  });

  it('is never found with the organizations of another caller', () => {
    const { ask } = setup();
    expect(ask(ALL)?.organizations).toEqual(ALL);
    expect(ask([SALES])?.organizations).toEqual([SALES]);
    expect(ask([])?.organizations).toEqual([]);
    expect(ask([SALES], `/v1/jobs?organizationId=${CARE.id}`)).toBeUndefined();
  });

  it('is read again after a reload, under the limits that count now', () => {
    const { ask, reload } = setup();
    expect(ask(ALL)).toBeDefined();
    reload(1);
    expect(ask(ALL)).toBeUndefined();
  });

  it('is read again while its window may become too long within the minute', () => {
    const { clock, ask } = setup();
    const from = new Date(clock.wallMs() - 30 * 24 * 3_600_000 + 30_000).toISOString();
    clock.advance(15_000);
    expect(ask(ALL, `/v1/jobs?from=${from}`)).toBeDefined();
    clock.advance(30_000);
    expect(ask(ALL, `/v1/jobs?from=${from}`)).toBeUndefined();
  });

  it('is what the handler is given, too, when a minute ends in between', () => {
    const { clock, reader, ask } = setup();
    clock.advance(59_999);
    ask(ALL);
    const request = requestOf('/v1/jobs', ALL);
    const question = reader.questionOf(request);
    clock.advance(2);
    const { window } = reader.selectionOf(request);
    expect(question?.parameters).toHaveProperty('window', window);
  });
});
