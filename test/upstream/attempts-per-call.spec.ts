import { afterEach, describe, expect, it } from 'vitest';

import { answerWith, resetAfter } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import { fractionOf } from '../../src/demo/stand-in/seeded-random.js';
import type { World } from '../jobs/world.js';
import { outcomeOf, startGuardedWorld } from './guarded-world.js';

const QUESTIONS = 200;
const LONGEST_WAIT_MS = 400;
/** Between two questions: half of ten calls in ten seconds open the circuit, and it is probed every five to thirty. */
const APART_MS = 700;
const BURST = 10;

let world: World;
afterEach(() => world.close());

interface Met {
  /** How many timers ran when a call failed last. */
  timersAtFault: number;
}

/** From now on that share of all calls fails. */
function fail(share: number, respond: FaultResponder): Met {
  const met: Met = { timersAtFault: Infinity };
  let calls = 0;
  for (const match of ['token', 'get'] as const)
    world.upstream.faults.next({
      match,
      times: Infinity,
      respond: (request, response) => {
        calls += 1;
        if (match === 'token' || fractionOf(`call ${calls}`) >= share) return 'continue';
        met.timersAtFault = world.clock.pendingTimers;
        return respond(request, response);
      },
    });
  return met;
}

/** Asks, and passes the waits between attempts. */
async function ask(met: Met): Promise<void> {
  let isAnswered = false;
  const asking = outcomeOf(world, 'sales').finally(() => (isAnswered = true));
  // oxlint-disable-next-line no-unmodified-loop-condition -- The answer, once it is there, changes it.
  while (!isAnswered) {
    if (world.clock.pendingTimers > met.timersAtFault) {
      met.timersAtFault = Infinity;
      world.clock.advance(LONGEST_WAIT_MS);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  await asking;
}

/** Attempts for 200 questions, and how many of these needed a call: what the open circuit keeps back needs none. */
async function askAll(met: Met): Promise<{ attempts: number; needed: number }> {
  let needed = 0;
  for (let question = 0; question < QUESTIONS; question += 1) {
    const before = world.upstream.jobRequests;
    await ask(met);
    if (world.upstream.jobRequests > before) needed += 1;
    world.clock.advance(APART_MS);
  }
  expect(needed).toBeGreaterThan(4);
  return { attempts: world.upstream.jobRequests, needed };
}

describe.each<[string, FaultResponder]>([
  ['answered 503', answerWith({ status: 503 })],
  ['reset, on kept connections or not', resetAfter()],
])('calls that are %s', (_how, respond) => {
  it.each([0.1, 0.5, 1])(
    'are sent 1.10 times for each needed one, and ten times more, at most, when they are %d of all',
    async (share) => {
      world = await startGuardedWorld();
      const { attempts, needed } = await askAll(fail(share, respond));
      expect(attempts).toBeLessThanOrEqual(1.1 * needed + BURST);
    },
  );
});
