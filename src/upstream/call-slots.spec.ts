import { describe, expect, it } from 'vitest';

import { settled, settingsWith } from '../../test/cache/cache-setup.js';
import { ConfigService } from '../config/config.service.js';
import { CallSlots } from './call-slots.js';

const settings = settingsWith({ UPSTREAM_MAX_CONCURRENCY: '2' });
const connection = settings.connections[0]!;
const NEVER = new AbortController().signal;

/** Calls that end when the test says so, in the order in which they were let in. */
function setup() {
  const slots = new CallSlots(new ConfigService(settings));
  const started: (PromiseWithResolvers<string> & { readonly name: string })[] = [];
  const run = (name: string, signal = NEVER, to = connection): Promise<string> =>
    slots.run(to, signal, () => {
      const call = { name, ...Promise.withResolvers<string>() };
      started.push(call);
      return call.promise;
    });
  return { run, started, names: () => started.map(({ name }) => name) };
}

describe('CallSlots', () => {
  it('lets as many calls in at once as configured, the others in the order they came', async () => {
    const { run, started, names } = setup();
    const calls = Promise.all(['a', 'b', 'c', 'd'].map((name) => run(name)));
    await settled();
    expect(names()).toEqual(['a', 'b']);
    started[1]?.resolve('b');
    await settled();
    expect(names()).toEqual(['a', 'b', 'c']);
    started[0]?.resolve('a');
    await settled();
    for (const call of started) call.resolve(call.name);
    expect(await calls).toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives the room of a call that failed to the next one', async () => {
    const { run, started, names } = setup();
    const calls = Promise.allSettled(['a', 'b', 'c'].map((name) => run(name)));
    await settled();
    started[0]?.reject(new Error('down'));
    await settled();
    expect(names()).toEqual(['a', 'b', 'c']);
    for (const call of started) call.resolve(call.name);
    expect((await calls).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });

  it('lets no connection wait for another', async () => {
    const { run, started, names } = setup();
    const calls = Promise.all([
      run('a'),
      run('b'),
      run('of another', NEVER, { ...connection, name: 'other' }),
    ]);
    await settled();
    expect(names()).toEqual(['a', 'b', 'of another']);
    for (const call of started) call.resolve(call.name);
    await calls;
  });

  it('ends the wait of one who leaves at once, and never starts his call', async () => {
    const { run, started, names } = setup();
    const calls = Promise.all([run('a'), run('b')]);
    const leaver = new AbortController();
    const left = run('left', leaver.signal);
    await settled();
    leaver.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    for (const call of started) call.resolve(call.name);
    await calls;
    await settled();
    expect(names()).toEqual(['a', 'b']);
  });

  it('starts nothing for one who has left before', async () => {
    const { run, names } = setup();
    await expect(run('a', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    expect(names()).toEqual([]);
  });
});
