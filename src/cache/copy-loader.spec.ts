import { describe, expect, it } from 'vitest';

import { cacheSetup, HeldQuestion, settled } from '../../test/cache/cache-setup.js';
import { Randomness } from '../upstream/randomness.js';

/** As much chance as there is. */
class Highest extends Randomness {
  override fraction(): number {
    return 0.999_999;
  }
}

describe('the life of a copy', () => {
  it('is whole for a first answer, and up to a tenth shorter for what a refresh behind a caller brings', async () => {
    const { copies, reading, clock } = await cacheSetup({ CACHE_STALE_SECONDS: '3600' }, (building) =>
      building.overrideProvider(Randomness).useClass(Highest),
    );
    const question = new HeldQuestion('week');
    const first = copies.read(question, reading().context);
    await question.answer(1, 'jobs');
    expect((await first).copy.freshUntilMonotonicMs - clock.monotonicMs()).toBe(60_000);
    clock.advance(60_000);
    await copies.read(question, reading().context);
    await question.answer(2, 'newer jobs');
    await settled();
    const { state, copy } = await copies.read(question, reading().context);
    expect([state, copy.value]).toEqual(['cached', 'newer jobs']);
    const freshMs = copy.freshUntilMonotonicMs - clock.monotonicMs();
    expect(Math.round(freshMs)).toBe(54_000);
    expect(copy.staleUntilMonotonicMs - clock.monotonicMs()).toBe(freshMs + 3_600_000);
  });
});

describe('what is held elsewhere', () => {
  const derived = { value: 'derived', isComplete: true, sizeBytes: 10 };

  it('answers without a question, with the age it has, and is held like any copy', async () => {
    const { copies, reading, clock } = await cacheSetup();
    const held = new HeldQuestion('week');
    let times = 0;
    const derive = (freshMs: number) => {
      times += 1;
      expect(freshMs).toBe(60_000);
      return { ...derived, askedAtMs: clock.wallMs() - 20_000 };
    };
    const question = { key: held.key, organization: held.organization, load: held.load, derive };
    const { state, copy } = await copies.read(question, reading().context);
    expect([state, copy.value]).toEqual(['cached', 'derived']);
    expect(copy.freshUntilMonotonicMs - clock.monotonicMs()).toBe(40_000);
    await copies.read(question, reading().context);
    expect([times, held.calls.length]).toEqual([1, 0]);
    clock.advance(40_000);
    await copies.read(question, reading().context);
    expect(times).toBe(2);
  });

  it.each([
    { what: 'no copy is wanted', environment: {}, headers: { 'cache-control': 'no-cache' }, ageMs: 0 },
    { what: 'nothing is ever fresh', environment: { CACHE_FRESH_SECONDS: '0' }, headers: {}, ageMs: 0 },
    { what: 'it is no longer fresh', environment: {}, headers: {}, ageMs: 60_000 },
  ])('is passed over when $what', async ({ environment, headers, ageMs }) => {
    const { copies, reading, clock } = await cacheSetup(environment);
    const held = new HeldQuestion('week');
    const derive = () => ({ ...derived, askedAtMs: clock.wallMs() - ageMs });
    const question = { key: held.key, organization: held.organization, load: held.load, derive };
    const lookup = copies.read(question, reading(headers).context);
    await held.answer(1, 'asked');
    expect(await lookup).toMatchObject({ state: 'live', copy: { value: 'asked' } });
  });
});
