import { describe, expect, it } from 'vitest';

import { settled } from '../../test/cache/cache-setup.js';
import { callIn, failing, guardSetup } from '../../test/upstream/guard-setup.js';
import type { ConnectionSettings } from '../config/settings.js';
import { failureOfStatus } from './upstream-error.js';
import type { TimedCall } from './upstream-request.js';

/** A connection with one place, retries off; each attempt that is let in is in `sent`, and ends when the test says so. */
function setup(changes: Partial<ConnectionSettings> = {}, environment: Record<string, string> = {}) {
  const built = guardSetup({ UPSTREAM_RETRIES: '0', UPSTREAM_MAX_CONCURRENCY: '1', ...environment }, changes);
  const sent: (PromiseWithResolvers<string> & { readonly name: string; readonly atMs: number })[] = [];
  const startMs = built.clock.monotonicMs();
  const run = (name: string, call: Parameters<typeof callIn>[1] = {}): Promise<string> => {
    const timed: TimedCall = callIn(built.clock, call);
    return built.guard.run(timed, () => {
      const attempt = { name, atMs: built.clock.monotonicMs() - startMs, ...Promise.withResolvers<string>() };
      sent.push(attempt);
      return attempt.promise;
    });
  };
  return { ...built, run, sent, names: () => sent.map(({ name }) => name) };
}

describe('CallAdmission', () => {
  it('sends nothing of what waits for a place once the upstream asks to be left alone, and all of it afterwards', async () => {
    const { run, sent, names, clock } = setup();
    const [first, second, third] = [run('first'), run('second'), run('third')];
    await settled();
    sent[0]?.reject(failureOfStatus(429, 3));
    await expect(first).rejects.toMatchObject({ code: 'upstream-throttled' });
    await settled();
    clock.advance(2_999);
    await settled();
    expect(names()).toEqual(['first']);
    clock.advance(1);
    await settled();
    sent[1]?.resolve('');
    await second;
    await settled();
    sent[2]?.resolve('');
    await third;
    expect(names()).toEqual(['first', 'second', 'third']);
  });

  it('refuses what waits for a place and cannot wait for so long', async () => {
    const { run, sent, names } = setup();
    const [first, second] = [run('first'), run('second', { leftMs: 2_000 })];
    await settled();
    sent[0]?.reject(failureOfStatus(503, 3));
    await expect(first).rejects.toMatchObject({ code: 'upstream-unavailable' });
    await expect(second).rejects.toMatchObject({ code: 'upstream-unavailable', retryAfterSeconds: 3 });
    expect(names()).toEqual(['first']);
  });

  it('keeps no place from others on the same guard while it waits for the leave of the upstream', async () => {
    const { run, guard, clock, sent } = setup();
    await expect(guard.run(callIn(clock), failing(429, 3))).rejects.toMatchObject({
      code: 'upstream-throttled',
    });
    const waiting = [run('one'), run('two')];
    await settled();
    // Were the place kept, this call would wait for it instead of being told at once.
    await expect(run('hurried', { leftMs: 1_000 })).rejects.toMatchObject({
      code: 'upstream-throttled',
      retryAfterSeconds: 3,
    });
    clock.advance(3_000);
    await settled();
    sent[0]?.resolve('');
    await settled();
    sent[1]?.resolve('');
    await Promise.all(waiting);
  });

  it('refuses what waits for a place when the circuit opens meanwhile', async () => {
    const { run, sent, names } = setup({}, { UPSTREAM_MAX_CONCURRENCY: '5' });
    const calls = ['1', '2', '3', '4', '5', 'waited'].map((name) =>
      run(name).catch((error: { code: string }) => error.code),
    );
    await settled();
    for (const attempt of sent) attempt.reject(failureOfStatus(500, undefined));
    expect(await Promise.all(calls)).toEqual([
      ...Array<string>(5).fill('upstream-unavailable'),
      'circuit-open',
    ]);
    expect(names()).toHaveLength(5);
  });

  it('spends the calls of a minute on all organizations alike, however many pages one of them waits for', async () => {
    const { run, sent, clock } = setup({ maxRequestsPerMinute: 60 });
    const pages = Array.from({ length: 10 }, (_, index) => run(`page ${index + 1}`, { lane: 'huge' }));
    const other = run('other', { lane: 'other' });
    for (let second = 0; second < 11; second += 1) {
      await settled();
      sent.at(-1)?.resolve('');
      await settled();
      clock.advance(1_000);
    }
    await Promise.all([...pages, other]);
    expect(sent.slice(0, 3).map(({ name, atMs }) => [name, atMs])).toEqual([
      ['page 1', 0],
      ['page 2', 1_000],
      ['other', 2_000],
    ]);
    expect(sent.at(-1)).toMatchObject({ name: 'page 10', atMs: 10_000 });
  });

  it('refuses at once what the calls of the minute do not suffice for, by what waits already', async () => {
    const { run, sent, names } = setup({ maxRequestsPerMinute: 60 });
    const pages = Array.from({ length: 4 }, (_, index) => run(`page ${index + 1}`));
    await settled();
    await expect(run('late', { leftMs: 3_999 })).rejects.toMatchObject({
      code: 'upstream-throttled',
      retryAfterSeconds: 4,
    });
    expect(names()).toEqual(['page 1']);
    expect(sent).toHaveLength(1);
    for (const page of pages) page.catch(() => undefined);
  });
});
