import { afterEach, expect, it } from 'vitest';

import { answerWith, resetAfter } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import { DAY, SALES, SERVICE, startWorld, type World } from '../cache/small-world.js';
import { HTML } from './broken-answers.js';

const ONE = `/v1/organizations/${SALES}/jobs?${DAY}`;
const OTHER_CONNECTION = `/v1/organizations/${SERVICE}/jobs?${DAY}`;
const FAILURES = 5;
const LATEST_MS = 6_000;
const STEP_MS = 500;

let world: World;
afterEach(() => world.close());

const failWith = (match: 'get' | 'token', respond: FaultResponder): void =>
  world.upstream.faults.next({ match, respond, times: Infinity });

/** How long after the end of a fault the organization is first read anew. */
async function recoveryMs(): Promise<number> {
  for (let passedMs = 0; passedMs <= 10 * LATEST_MS; passedMs += STEP_MS) {
    const { status, body } = await world.service.get(ONE);
    if (status === 200 && body.sources[0].state === 'live') return passedMs;
    world.clock.advance(STEP_MS);
  }
  return Infinity;
}

it.each<[string, 'get' | 'token', FaultResponder]>([
  ['failed with 500', 'get', answerWith({ status: 500 })],
  ['failed with 503', 'get', answerWith({ status: 503 })],
  ['throttled without a time', 'get', answerWith({ status: 429 })],
  ['was reset', 'get', resetAfter()],
  ['answered HTML', 'get', HTML],
  ['had no identity service', 'token', answerWith({ status: 500 })],
])(
  'reads an upstream that %s within 6 s of its return, and never stops reading another',
  async (_how, match, respond) => {
    world = await startWorld({ environment: { CACHE_FRESH_SECONDS: '0', UPSTREAM_RETRIES: '0' } });
    if (match === 'get') await world.service.get(ONE);
    failWith(match, respond);
    for (let failure = 0; failure < FAILURES; failure += 1)
      expect((await world.service.get(ONE)).status).toBeGreaterThan(500);
    world.upstream.faults.clear();
    expect((await world.service.get(OTHER_CONNECTION)).status).toBe(200);
    expect(await recoveryMs()).toBeLessThanOrEqual(LATEST_MS);
  },
);

it('renews an older copy within 6 s of the return of an upstream that it stood in for', async () => {
  world = await startWorld({ environment: { CACHE_STALE_SECONDS: '3600', UPSTREAM_RETRIES: '0' } });
  await world.service.get(ONE);
  world.clock.advance(61_000);
  failWith('get', answerWith({ status: 503 }));
  const stateOf = async (): Promise<string> => (await world.service.get(ONE)).body.sources[0].state as string;
  expect(await stateOf()).toBe('stale');
  // The refresh behind that answer has failed when it leaves its error beside the copy.
  await expect.poll(async () => (await world.service.get(ONE)).body.sources[0].error).toBeDefined();
  world.upstream.faults.clear();
  world.clock.advance(LATEST_MS);
  expect(await stateOf()).toBe('stale');
  await expect.poll(stateOf).toBe('cached');
});
