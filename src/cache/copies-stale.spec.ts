import { describe, expect, it } from 'vitest';

import { cacheSetup, HeldQuestion, settled } from '../../test/cache/cache-setup.js';
import { failureOfStatus } from '../upstream/upstream-error.js';
import type { CopyQuestion, FromEarlier } from './copy-question.js';
import { CopyStore } from './copy-store.js';

const FRESH_MS = 60_000;
const STALE_MS = 3_600_000;
const NO_CACHE = { 'cache-control': 'no-cache' };
const ONLY_COPIES = { 'cache-control': 'only-if-cached' };

/** A question with a copy that was made when the clock of the test started. */
async function warm(environment: Record<string, string> = {}) {
  const { copies, reading, clock, application } = await cacheSetup({
    CACHE_STALE_SECONDS: '3600',
    ...environment,
  });
  const question = new HeldQuestion('week');
  const ask = (headers?: Record<string, string>, asked: CopyQuestion<string> = question) =>
    copies.read(asked, reading(headers).context);
  const first = ask();
  await question.answer(1, 'jobs');
  await first;
  return { clock, question, ask, store: application.get(CopyStore) };
}

/** Fails the call with a status of the upstream, and lets what waits for it go on. */
async function fail(question: HeldQuestion, times: number, status = 503): Promise<void> {
  await question.asked(times);
  question.calls[times - 1]?.reject(failureOfStatus(status, undefined));
  await settled();
}

/** What a look fails with; undefined when it does not. */
const errorOf = (lookup: Promise<unknown>): Promise<unknown> =>
  lookup.then(
    () => undefined,
    (error: unknown) => error,
  );

/** The same board a while later: it knows what the earlier one tells about it. */
function later(name: string, isExact = true): { held: HeldQuestion; question: CopyQuestion<string> } {
  const held = new HeldQuestion(name);
  const { key, organization, load } = held;
  const fromEarlier = (value: string): FromEarlier<string> => ({ value: `${value}, told`, isExact });
  return { held, question: { key, organization, load, fromEarlier } };
}

describe('a copy that is no longer fresh', () => {
  it('is shown at once to all who ask, while one refresh runs behind them', async () => {
    const { clock, question, ask } = await warm();
    clock.advance(FRESH_MS);
    const lookups = await Promise.all([ask(), ask(), ask()]);
    const shown = { state: 'stale', copy: { value: 'jobs' }, isCollapsed: false, error: undefined };
    expect(lookups).toMatchObject([shown, shown, shown]);
    expect(question.calls).toHaveLength(2);
    await question.answer(2, 'newer jobs');
    await settled();
    expect(await ask()).toMatchObject({ state: 'cached', copy: { value: 'newer jobs' } });
    expect(question.calls).toHaveLength(2);
  });

  it('is shown until its time is over, and no longer', async () => {
    const { clock, question, ask } = await warm();
    clock.advance(FRESH_MS + STALE_MS - 1);
    expect(await ask()).toMatchObject({ state: 'stale' });
    await fail(question, 2);
    clock.advance(1);
    const late = ask();
    await question.answer(3, 'newer jobs');
    expect(await late).toMatchObject({ state: 'live', copy: { value: 'newer jobs' } });
  });

  it('is not shown when it lacks something', async () => {
    const { clock, question, ask } = await warm();
    clock.advance(FRESH_MS + STALE_MS);
    const incomplete = ask();
    await question.answer(2, 'some jobs', false);
    await incomplete;
    clock.advance(5_000);
    const late = errorOf(ask());
    await fail(question, 3);
    expect(await late).toMatchObject({ code: 'upstream-unavailable' });
    await expect(ask(ONLY_COPIES)).rejects.toMatchObject({ code: 'not-cached' });
  });

  it('is enough for only-if-cached, which refreshes nothing', async () => {
    const { clock, question, ask } = await warm();
    clock.advance(FRESH_MS);
    expect(await ask(ONLY_COPIES)).toMatchObject({ state: 'stale', copy: { value: 'jobs' } });
    expect(question.calls).toHaveLength(1);
  });

  it('stands in for a failure only, or for who wants copies only, when nothing is ever fresh', async () => {
    const { question, ask } = await warm({ CACHE_FRESH_SECONDS: '0' });
    const second = ask();
    await question.answer(2, 'newer jobs');
    expect(await second).toMatchObject({ state: 'live', copy: { value: 'newer jobs' } });
    expect(await ask(ONLY_COPIES)).toMatchObject({ state: 'stale', copy: { value: 'newer jobs' } });
    const third = ask();
    await fail(question, 3);
    expect(await third).toMatchObject({
      state: 'stale',
      copy: { value: 'newer jobs' },
      error: { code: 'upstream-unavailable' },
    });
    expect(question.calls).toHaveLength(3);
  });
});

describe('a refresh that fails', () => {
  it('leaves the copy and its time as they were, and its error stands beside it', async () => {
    const { clock, question, ask } = await warm();
    const { copy } = await ask();
    clock.advance(FRESH_MS);
    await ask();
    await fail(question, 2);
    const { copy: shown, state, error } = await ask();
    expect(shown).toBe(copy);
    expect([state, error?.code]).toEqual(['stale', 'upstream-unavailable']);
    clock.advance(STALE_MS);
    const late = errorOf(ask());
    await fail(question, 3);
    expect(await late).toMatchObject({ code: 'upstream-unavailable' });
  });

  it('is not repeated for five seconds', async () => {
    const { clock, question, ask } = await warm();
    clock.advance(FRESH_MS);
    await ask();
    await fail(question, 2);
    clock.advance(4_999);
    await ask();
    expect(question.calls).toHaveLength(2);
    clock.advance(1);
    expect(await ask()).toMatchObject({ state: 'stale', error: { code: 'upstream-unavailable' } });
    await ask();
    expect(question.calls).toHaveLength(3);
  });

  it('is forgotten after one that succeeds', async () => {
    const { clock, question, ask } = await warm();
    clock.advance(FRESH_MS);
    await ask();
    await fail(question, 2);
    clock.advance(5_000);
    await ask();
    await question.answer(3, 'newer jobs');
    await settled();
    clock.advance(FRESH_MS);
    expect(await ask()).toMatchObject({ state: 'stale', copy: { value: 'newer jobs' }, error: undefined });
  });

  it('is cut at the deadline of a request', async () => {
    const { clock, question, ask } = await warm({ REQUEST_DEADLINE_SECONDS: '25' });
    clock.advance(FRESH_MS);
    await ask();
    clock.advance(24_999);
    expect(question.calls[1]?.call.signal.aborted).toBe(false);
    clock.advance(1);
    const reason: unknown = question.calls[1]?.call.signal.reason;
    question.calls[1]?.reject(reason);
    await settled();
    expect(await ask()).toMatchObject({ state: 'stale', error: { code: 'upstream-timeout' } });
  });

  it.each([302, 400, 401, 404])('with %i is not hidden by the copy, until one succeeds', async (status) => {
    const { clock, question, ask } = await warm();
    clock.advance(FRESH_MS);
    await ask();
    await fail(question, 2, status);
    await expect(ask()).rejects.toMatchObject({ upstreamStatus: status });
    expect(question.calls).toHaveLength(2);
    clock.advance(5_000);
    const next = ask();
    await question.answer(3, 'newer jobs');
    expect(await next).toMatchObject({ state: 'live', copy: { value: 'newer jobs' } });
  });

  it('with 403 drops the copy', async () => {
    const { clock, question, ask } = await warm();
    clock.advance(FRESH_MS);
    await ask();
    await fail(question, 2, 403);
    await expect(ask(ONLY_COPIES)).rejects.toMatchObject({ code: 'not-cached' });
  });
});

describe('no-cache', () => {
  it.each([0, FRESH_MS])('is answered from a copy of %i ms when the upstream fails', async (ageMs) => {
    const { clock, question, ask } = await warm();
    clock.advance(ageMs);
    const asked = ask(NO_CACHE);
    await fail(question, 2);
    expect(await asked).toMatchObject({
      state: 'stale',
      copy: { value: 'jobs' },
      error: { code: 'upstream-unavailable' },
    });
  });

  it.each([302, 400, 401, 403, 404])('gets a refusal with %i whatever is held', async (status) => {
    const { question, ask } = await warm();
    const refused = errorOf(ask(NO_CACHE));
    await fail(question, 2, status);
    expect(await refused).toMatchObject({ upstreamStatus: status });
  });

  it('gets the failure itself when nothing stale may be shown', async () => {
    const { question, ask } = await warm({ CACHE_STALE_SECONDS: '0' });
    const failed = errorOf(ask(NO_CACHE));
    await fail(question, 2);
    expect(await failed).toMatchObject({ code: 'upstream-unavailable' });
  });
});

describe('what was asked before a drop', () => {
  it('answers who waits for it, and does not come back for others', async () => {
    const { clock, question, ask, store } = await warm();
    clock.advance(FRESH_MS);
    const waiting = ask(NO_CACHE);
    await question.asked(2);
    await store.dropOrganization(question.organization);
    await question.answer(2, 'jobs from before');
    expect(await waiting).toMatchObject({ state: 'live', copy: { value: 'jobs from before' } });
    await expect(ask(ONLY_COPIES)).rejects.toMatchObject({ code: 'not-cached' });
  });
});

describe('the answer to an earlier question', () => {
  it('is as good as one’s own while it is fresh and exact', async () => {
    const { clock, ask } = await warm();
    const { held, question } = later('later');
    clock.advance(FRESH_MS - 1);
    const { state, copy } = await ask({}, question);
    expect([state, copy.value]).toEqual(['cached', 'jobs, told']);
    expect(held.calls).toHaveLength(0);
    expect(copy.freshUntilMonotonicMs).toBe(clock.monotonicMs() + 1);
  });

  it.each([
    { what: 'no longer fresh', isExact: true, ageMs: FRESH_MS },
    { what: 'not exact', isExact: false, ageMs: 1_000 },
  ])('is shown as stale while a refresh runs when it is $what', async ({ isExact, ageMs }) => {
    const { clock, ask } = await warm();
    const { held, question } = later('later', isExact);
    clock.advance(ageMs);
    expect(await ask({}, question)).toMatchObject({ state: 'stale', copy: { value: 'jobs, told' } });
    await held.answer(1, 'own jobs');
    await settled();
    expect(await ask({}, question)).toMatchObject({ state: 'cached', copy: { value: 'own jobs' } });
  });

  it('is not shown when it is not exact and nothing stale may be shown', async () => {
    const { ask } = await warm({ CACHE_STALE_SECONDS: '0' });
    const { held, question } = later('later', false);
    await expect(ask(ONLY_COPIES, question)).rejects.toMatchObject({ code: 'not-cached' });
    const asked = ask({}, question);
    await held.answer(1, 'own jobs');
    expect(await asked).toMatchObject({ state: 'live', copy: { value: 'own jobs' } });
  });

  it('is the newest of several, and gives way to one’s own', async () => {
    const { clock, ask } = await warm();
    clock.advance(1_000);
    const newer = new HeldQuestion('newer');
    const asked = ask({}, newer);
    await newer.answer(1, 'newer jobs');
    await asked;
    const { held, question } = later('later');
    expect((await ask({}, question)).copy.value).toBe('newer jobs, told');
    const own = ask(NO_CACHE, question);
    await held.answer(1, 'own jobs');
    await own;
    expect((await ask({}, question)).copy.value).toBe('own jobs');
  });

  it('keeps only its freshness once the later one is held, so that no trail is left in memory', async () => {
    const { clock, question: earlier, ask, store } = await warm();
    const { held, question } = later('later');
    const own = ask(NO_CACHE, question);
    await held.answer(1, 'own jobs');
    await own;
    expect((await ask()).state).toBe('cached');
    clock.advance(FRESH_MS + 1);
    expect(store.copiesOf(earlier.organization).map(([key]) => key)).toEqual([held.key]);
  });

  it('stays when the refresh of the later one fails', async () => {
    const { clock, ask } = await warm();
    const { held, question } = later('later');
    clock.advance(FRESH_MS);
    await ask({}, question);
    await fail(held, 1);
    expect(await ask({}, question)).toMatchObject({
      state: 'stale',
      copy: { value: 'jobs, told' },
      error: { code: 'upstream-unavailable' },
    });
    expect(held.calls).toHaveLength(1);
  });
});
