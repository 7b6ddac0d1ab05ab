import { afterEach, expect, it } from 'vitest';

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
  /** Calls that failed on a connection that was used before. */
  onKept: number;
}

/** From now on that share of all calls fails. */
function fail(share: number, respond: FaultResponder): Met {
  const met: Met = { timersAtFault: Infinity, onKept: 0 };
  const used = new WeakSet<object>();
  let calls = 0;
  for (const match of ['token', 'get'] as const)
    world.upstream.faults.next({
      match,
      times: Infinity,
      respond: (request, response) => {
        calls += 1;
        const isKept = used.has(response.req.socket);
        used.add(response.req.socket);
        if (match === 'token' || fractionOf(`call ${calls}`) >= share) return 'continue';
        met.timersAtFault = world.clock.pendingTimers;
        if (isKept) met.onKept += 1;
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

it.each([0.1, 0.5, 1])(
  'asks 1.10 times for each needed call, and ten times more, at most, when %d of all calls fail',
  async (share) => {
    world = await startGuardedWorld();
    const { attempts, needed } = await askAll(fail(share, answerWith({ status: 503 })));
    expect(attempts).toBeLessThanOrEqual(1.1 * needed + BURST);
  },
);

it.each([0.1, 0.5, 1])(
  'asks no more than that when %d of all calls are reset, but for one repeat where a kept connection was',
  async (share) => {
    world = await startGuardedWorld();
    const met = fail(share, resetAfter());
    const { attempts, needed } = await askAll(met);
    expect(attempts - met.onKept).toBeLessThanOrEqual(1.1 * needed + BURST);
  },
);
