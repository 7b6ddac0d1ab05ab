import { describe, expect, it } from 'vitest';

import { CARE, cacheSetup, HeldQuestion } from '../../test/cache/cache-setup.js';
import { failureOfStatus } from '../upstream/upstream-error.js';
import type { Copies } from './copies.js';
import type { ReadContext } from './read-context.js';

/** A value for a question that is asked now. */
async function fill(
  copies: Copies,
  context: ReadContext,
  question: HeldQuestion,
  isComplete = true,
): Promise<void> {
  const lookup = copies.read(question, context);
  await question.answer(question.calls.length + 1, 'jobs', isComplete);
  await lookup;
}

describe('a copy', () => {
  it.each([
    { what: 'whole', isComplete: true, environment: {}, freshMs: 60_000 },
    {
      what: 'whole, by the configuration',
      isComplete: true,
      environment: { CACHE_FRESH_SECONDS: '7' },
      freshMs: 7_000,
    },
    { what: 'incomplete', isComplete: false, environment: {}, freshMs: 5_000 },
    {
      what: 'incomplete, by the configuration',
      isComplete: false,
      environment: { CACHE_FRESH_SECONDS: '2' },
      freshMs: 2_000,
    },
  ])('that is $what answers for $freshMs ms, and no longer', async ({ isComplete, environment, freshMs }) => {
    const { copies, reading, clock } = await cacheSetup(environment);
    const question = new HeldQuestion('week');
    await fill(copies, reading().context, question, isComplete);
    clock.advance(freshMs - 1);
    expect(await copies.read(question, reading().context)).toMatchObject({
      state: 'cached',
      copy: { value: 'jobs' },
    });
    expect(question.calls).toHaveLength(1);
    clock.advance(1);
    const renewed = copies.read(question, reading().context);
    await question.answer(2, 'newer jobs');
    expect(await renewed).toMatchObject({ state: 'live', copy: { value: 'newer jobs' } });
  });

  it('is passed over by no-cache, and replaced by what comes', async () => {
    const { copies, reading } = await cacheSetup();
    const question = new HeldQuestion('week');
    await fill(copies, reading().context, question);
    const asked = copies.read(question, reading({ 'cache-control': 'no-cache' }).context);
    await question.answer(2, 'newer jobs');
    expect((await asked).copy.value).toBe('newer jobs');
    expect((await copies.read(question, reading().context)).copy.value).toBe('newer jobs');
    expect(question.calls).toHaveLength(2);
  });

  it('is all that only-if-cached takes', async () => {
    const { copies, reading } = await cacheSetup();
    const question = new HeldQuestion('week');
    const context = (): ReadContext => reading({ 'cache-control': 'only-if-cached' }).context;
    await expect(copies.read(question, context())).rejects.toMatchObject({ code: 'not-cached' });
    expect(question.calls).toHaveLength(0);
    await fill(copies, reading().context, question);
    expect((await copies.read(question, context())).copy.value).toBe('jobs');
  });

  it('is found by what it holds while it is fresh, for its own organization, unless copies do not count', async () => {
    const { copies, reading, clock } = await cacheSetup();
    const question = new HeldQuestion('week');
    await fill(copies, reading().context, question);
    const find = (fits: boolean, headers = {}) =>
      copies.find(question.organization, () => fits, reading(headers).context)?.copy.value;
    expect(find(true)).toBe('jobs');
    expect(find(false)).toBeUndefined();
    expect(find(true, { 'cache-control': 'no-cache' })).toBeUndefined();
    expect(copies.find(CARE, () => true, reading().context)).toBeUndefined();
    clock.advance(60_000);
    expect(find(true)).toBeUndefined();
  });
});

describe('a refusal of the upstream', () => {
  it('with 403 drops every copy of the organization, and none of another', async () => {
    const { copies, reading } = await cacheSetup();
    const [week, day, care] = [
      new HeldQuestion('week'),
      new HeldQuestion('day'),
      new HeldQuestion('week', CARE),
    ] as const;
    await Promise.all([week, care].map((question) => fill(copies, reading().context, question)));
    const refused = copies.read(day, reading().context);
    await day.asked(1);
    day.calls[0]?.reject(failureOfStatus(403, undefined));
    await expect(refused).rejects.toMatchObject({ code: 'upstream-unauthorized' });
    const only = { 'cache-control': 'only-if-cached' };
    await expect(copies.read(week, reading(only).context)).rejects.toMatchObject({ code: 'not-cached' });
    expect((await copies.read(care, reading(only).context)).copy.value).toBe('jobs');
  });

  it.each([400, 401, 404, 429, 500, 503])('with %i leaves the copies', async (status) => {
    const { copies, reading } = await cacheSetup();
    const [week, day] = [new HeldQuestion('week'), new HeldQuestion('day')];
    await fill(copies, reading().context, week);
    const refused = copies.read(day, reading().context);
    await day.asked(1);
    day.calls[0]?.reject(failureOfStatus(status, undefined));
    await expect(refused).rejects.toMatchObject({ upstreamStatus: status });
    expect((await copies.read(week, reading({ 'cache-control': 'only-if-cached' }).context)).copy.value).toBe(
      'jobs',
    );
  });
});

describe('what a request notes', () => {
  it('is every look, the calls it made, and its longest wait', async () => {
    const { copies, reading, clock } = await cacheSetup();
    const { context } = reading({ traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' });
    const [week, day] = [new HeldQuestion('week'), new HeldQuestion('day')] as const;
    const lookAfter = async (question: HeldQuestion, waitMs: number): Promise<void> => {
      const lookup = copies.read(question, context);
      await question.asked(1);
      question.calls[0]?.call.onAttempt?.();
      clock.advance(waitMs);
      await question.answer(1, 'jobs');
      await lookup;
    };
    await lookAfter(week, 30);
    await lookAfter(day, 20);
    // What is left is the deadline of the request itself.
    expect(clock.pendingTimers).toBe(1);
    expect(context).toMatchObject({ upstreamCalls: 2, upstreamMs: 30 });
    expect(context.lookups.map(({ key }) => key)).toEqual([week.key, day.key]);
    expect(week.calls[0]?.call.traceparent).toBe('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01');
  });
});
