import type { Response } from 'supertest';
import { describe, expect, it, onTestFinished } from 'vitest';

import { CARE, DAY, SALES, SERVICE } from '../cache/small-world.js';
import { problemIn } from '../errors/problem-document.js';
import { startFaultyWorld, type FaultyWorld } from './faulty-world.js';
import { UPSTREAM_FAULTS, type UpstreamFault } from './upstream-faults.js';

const ALL = `/v1/jobs?${DAY}`;
const ONE = `/v1/organizations/${SALES}/jobs?${DAY}`;
const LONGEST_PAUSE_MS = 61_000;
/** Two waits of 200 and 400 ms at most, as the clock is moved. */
const LONGEST_WAIT_MS = 800;

async function startWith(fault: UpstreamFault, environment = {}): Promise<FaultyWorld> {
  const world = await startFaultyWorld(fault, environment);
  onTestFinished(() => world.close());
  return world;
}

function expectCalls(world: FaultyWorld, { calls, repeats = 0 }: UpstreamFault): void {
  expect(world.calls()).toBeGreaterThanOrEqual(calls);
  expect(world.calls()).toBeLessThanOrEqual(calls + repeats);
}

interface Source {
  readonly organizationId: string;
  readonly state: string;
  readonly error?: { readonly type: string; readonly status: number };
}

/** State, jobs and error of the only source, or the problem in its place. */
function seenIn(answer: Response): string {
  if (answer.status !== 200) return problemIn(answer);
  const [{ state, totalItems, error }] = answer.body.sources as [Source & { totalItems: number }];
  return `${state}, ${totalItems} jobs, ${error?.type}`;
}

const typeOf = ({ answer }: UpstreamFault): string => `/problems/${answer.split(' ')[1]}`;

describe('an upstream that, asked about one organization,', () => {
  it.each(UPSTREAM_FAULTS)(
    '$what, fails that one alone, with $answer and no call too many, and is asked again when it is well',
    async (fault) => {
      const world = await startWith(fault);
      world.begin(fault.respond);
      const { answer, waitedMs } = await world.ask(ALL);
      const sources = answer.body.sources as Source[];
      const states = Object.fromEntries(sources.map(({ organizationId, state }) => [organizationId, state]));
      expect(states).toEqual({ [SALES]: 'failed', [CARE]: 'live', [SERVICE]: 'live' });
      expect([answer.status, answer.body.partial, answer.body.data.length]).toEqual([200, true, 6]);
      const { error } = sources.find(({ organizationId }) => organizationId === SALES)!;
      expect(`${error?.status} ${error?.type}`).toBe(`${fault.answer.slice(0, 3)} ${typeOf(fault)}`);
      expectCalls(world, fault);
      expect(waitedMs).toBeLessThanOrEqual(fault.calls > 2 ? LONGEST_WAIT_MS : 0);

      world.upstream.reset();
      world.clock.advance(LONGEST_PAUSE_MS);
      const { answer: next } = await world.ask(ONE);
      expect([next.status, next.body.sources[0].state, next.body.data.length]).toEqual([200, 'live', 3]);
      expect(world.leaks()).toEqual([]);
    },
  );

  it.each(UPSTREAM_FAULTS)('$what, is a $answer for who asks for that one only', async (fault) => {
    const world = await startWith(fault);
    world.begin(fault.respond);
    const { answer } = await world.ask(ONE);
    expect(problemIn(answer)).toBe(fault.answer);
    expect(answer.headers['retry-after'] !== undefined).toBe(fault.answer.startsWith('503'));
    expectCalls(world, fault);
    expect(world.leaks()).toEqual([]);
  });
});

describe('an older copy, when an upstream', () => {
  it.each(UPSTREAM_FAULTS)('$what, is $copy', async (fault) => {
    const world = await startWith(fault, { CACHE_STALE_SECONDS: '3600' });
    await world.ask(ONE);
    world.upstream.reset();
    world.clock.advance(LONGEST_PAUSE_MS);
    world.begin(fault.respond);
    const { answer } = await world.ask(ONE, { 'cache-control': 'no-cache' });
    expectCalls(world, fault);
    expect(seenIn(answer)).toBe(fault.copy === 'shown' ? `stale, 3 jobs, ${typeOf(fault)}` : fault.answer);

    // What is held is told without asking.
    const { answer: held } = await world.ask(ONE, { 'cache-control': 'only-if-cached' });
    const seen = held.status === 200 ? (held.body.sources[0].state as string) : problemIn(held);
    expect(seen).toBe({ shown: 'stale', 'kept back': fault.answer, dropped: '504 not-cached' }[fault.copy]);
    expectCalls(world, fault);
    expect(world.leaks()).toEqual([]);
  });
});
