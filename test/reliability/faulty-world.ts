import type { Response } from 'supertest';

import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import { SALES, startWorld, TENANTS, type World } from '../cache/small-world.js';
import { HELD_SECONDS, HeldDeadlines } from '../support/held-deadlines.js';
import { KEY } from '../support/service.js';
import { isAbout } from '../support/upstream.js';
import { BODY_CANARY } from './broken-answers.js';
import { secretsIn } from './canaries.js';
import type { UpstreamFault } from './upstream-faults.js';

const LONGEST_BACKOFF_MS = 400;
const deadlines = HeldDeadlines.forThisFile();

/** A world whose upstream does one thing wrong about the organization Sales, and what of its secrets came out. */
export interface FaultyWorld extends World {
  /** From now on, until the faults are cleared. */
  begin(respond: FaultResponder): void;
  /** The answer, with the waits between attempts passed by the clock, and how long these were. */
  ask(path: string, headers?: Record<string, string>): Promise<{ answer: Response; waitedMs: number }>;
  /** Calls about Sales since the last reset. */
  calls(): number;
  /** Secrets, tokens, addresses and upstream text that stand in an answer or in the log. */
  leaks(): string[];
}

export async function startFaultyWorld(
  fault: Pick<UpstreamFault, 'outlasts' | 'pieces'> = {},
  environment: Record<string, string> = {},
): Promise<FaultyWorld> {
  const world = await startWorld({
    environment: {
      UPSTREAM_RETRIES: '2',
      UPSTREAM_MAX_RESPONSE_MEGABYTES: '1',
      ...(fault.outlasts === true ? { UPSTREAM_TIMEOUT_SECONDS: HELD_SECONDS } : {}),
      ...environment,
    },
  });
  const texts: string[] = [];
  const tokens = new Set<string>();
  const begin = (given: FaultResponder): void => {
    const respond = fault.outlasts === true ? deadlines.inVain(given, fault.pieces) : given;
    world.upstream.faults.next({
      match: 'get',
      when: isAbout(SALES),
      times: Infinity,
      respond: (request, response) => {
        tokens.add(response.req.headers.authorization?.replace('Bearer ', '') ?? '');
        return respond(request, response);
      },
    });
  };
  const ask: FaultyWorld['ask'] = async (path, headers = {}) => {
    const begunMs = world.clock.monotonicMs();
    let isAnswered = false;
    const asking = world.service.get(path, { headers }).finally(() => (isAnswered = true));
    // oxlint-disable-next-line no-unmodified-loop-condition -- The answer, once it is there, changes it.
    while (!isAnswered) {
      // Nothing else is due so soon: the service waits before its next attempt.
      if (world.clock.nextTimerInMs <= LONGEST_BACKOFF_MS) world.clock.advance(LONGEST_BACKOFF_MS);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const answer = await asking;
    texts.push(answer.text, JSON.stringify(answer.headers));
    return { answer, waitedMs: world.clock.monotonicMs() - begunMs };
  };
  const secrets = (): string[] => [
    KEY,
    BODY_CANARY,
    new URL(world.upstream.url).host,
    ...TENANTS.flatMap(({ clients }) =>
      clients.flatMap(({ clientId, secrets: own = [] }) => [clientId, ...own]),
    ),
    ...tokens,
  ];
  return {
    ...world,
    begin,
    ask,
    calls: () => world.upstream.received.filter((request) => isAbout(SALES)(request)).length,
    leaks: () => secretsIn(texts.join('\n') + JSON.stringify(world.service.logged), secrets()),
  };
}
