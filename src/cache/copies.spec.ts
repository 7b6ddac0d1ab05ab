import { describe, expect, it } from 'vitest';

import { cacheSetup, HeldQuestion, settled } from '../../test/cache/cache-setup.js';

describe('callers who ask the same at the same time', () => {
  it('share one fetch', async () => {
    const { copies, reading } = await cacheSetup();
    const question = new HeldQuestion('week');
    const lookups = Promise.all(Array.from({ length: 40 }, () => copies.read(question, reading().context)));
    await question.answer(1, 'jobs');
    expect((await lookups).map(({ copy, state }) => [copy.value, state])).toEqual(
      Array.from({ length: 40 }, () => ['jobs', 'live']),
    );
    expect((await lookups).filter(({ isCollapsed }) => !isCollapsed)).toHaveLength(1);
    expect(question.calls).toHaveLength(1);
  });

  it('share none when they ask different questions or organizations', async () => {
    const { copies, reading } = await cacheSetup();
    const questions = [new HeldQuestion('week'), new HeldQuestion('day')];
    const lookups = Promise.all(questions.map((question) => copies.read(question, reading().context)));
    await questions[1]?.answer(1, 'of the day');
    await questions[0]?.answer(1, 'of the week');
    expect((await lookups).map(({ copy }) => copy.value)).toEqual(['of the week', 'of the day']);
  });

  it('share the failure, which is not held: the next one asks again', async () => {
    const { copies, reading } = await cacheSetup();
    const question = new HeldQuestion('week');
    const failed = Promise.allSettled([1, 2].map(() => copies.read(question, reading().context)));
    await question.asked(1);
    question.calls[0]?.reject(new Error('down'));
    expect((await failed).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = copies.read(question, reading().context);
    await question.answer(2, 'jobs');
    expect((await next).copy.value).toBe('jobs');
  });

  it('share one fetch also when nothing is held afterwards', async () => {
    const { copies, reading } = await cacheSetup({ CACHE_FRESH_SECONDS: '0' });
    const question = new HeldQuestion('week');
    const lookups = Promise.all([1, 2, 3].map(() => copies.read(question, reading().context)));
    await question.answer(1, 'jobs');
    await lookups;
    const later = copies.read(question, reading().context);
    await question.answer(2, 'newer jobs');
    expect((await later).copy.value).toBe('newer jobs');
    expect(question.calls).toHaveLength(2);
  });
});

describe('a caller who leaves', () => {
  it('ends only his own wait while another one stays', async () => {
    const { copies, reading } = await cacheSetup();
    const question = new HeldQuestion('week');
    const [first, second] = [reading(), reading()];
    const left = copies.read(question, first.context);
    const stayed = copies.read(question, second.context);
    await question.asked(1);
    first.leave();
    await expect(left).rejects.toThrow('The caller left.');
    expect(question.calls[0]?.call.signal.aborted).toBe(false);
    await question.answer(1, 'jobs');
    expect((await stayed).copy.value).toBe('jobs');
  });

  it('aborts the fetch when he was the last, and the next caller gets one of his own', async () => {
    const { copies, reading } = await cacheSetup();
    const question = new HeldQuestion('week');
    const callers = [reading(), reading()];
    const left = Promise.allSettled(callers.map(({ context }) => copies.read(question, context)));
    await question.asked(1);
    for (const { leave } of callers) leave();
    await left;
    expect(question.calls[0]?.call.signal.aborted).toBe(true);
    const next = copies.read(question, reading().context);
    await question.answer(2, 'jobs');
    expect(await next).toMatchObject({ isCollapsed: false, copy: { value: 'jobs' } });
    // What was given up may still end: it must not take the place of what came after it.
    question.calls[0]?.reject(new Error('given up'));
    await settled();
    expect((await copies.read(question, reading().context)).copy.value).toBe('jobs');
  });
});

describe('the deadline', () => {
  it('ends a fetch that takes too long, for all who wait, and leaves no timer of it', async () => {
    const { copies, reading, clock } = await cacheSetup({ REQUEST_DEADLINE_SECONDS: '25' });
    const question = new HeldQuestion('week');
    const first = reading();
    const early = Promise.allSettled([copies.read(question, first.context)]);
    await question.asked(1);
    clock.advance(10_000);
    const late = Promise.allSettled([copies.read(question, reading().context)]);
    await settled();
    clock.advance(15_000);
    const reason: unknown = question.calls[0]?.call.signal.reason;
    expect(reason).toMatchObject({ code: 'upstream-timeout' });
    question.calls[0]?.reject(reason);
    const failed = { status: 'rejected', reason: { code: 'upstream-timeout' } };
    expect(await Promise.all([early, late])).toMatchObject([[failed], [failed]]);
    expect(question.calls).toHaveLength(1);
    clock.advance(10_000);
    expect(clock.pendingTimers).toBe(0);
  });

  it('is each caller’s own: who came later goes on waiting', async () => {
    const { copies, reading, clock } = await cacheSetup({ REQUEST_DEADLINE_SECONDS: '25' });
    const question = new HeldQuestion('week');
    const early = reading();
    clock.advance(10_000);
    const lookups = Promise.allSettled([
      copies.read(question, early.context),
      copies.read(question, reading().context),
    ]);
    await question.asked(1);
    clock.advance(15_000);
    await question.answer(1, 'jobs');
    expect((await lookups).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});
