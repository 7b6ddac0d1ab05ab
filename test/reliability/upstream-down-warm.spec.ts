import { afterEach, expect, it } from 'vitest';

import { answerWith, hang } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import { DAY, startWorld, type World } from '../cache/small-world.js';

const READS = 120;
const PATHS = [
  `/v1/jobs?${DAY}`,
  `/v1/jobs?${DAY}&status=failed&sort=startTime`,
  `/v1/organizations/sales/jobs?${DAY}`,
  '/v1/organizations',
];

let world: World;
afterEach(() => world.close());

interface Reads {
  readonly statuses: Readonly<Record<number, number>>;
  readonly p99Ms: number;
}

/** Reads one after the other, with a second between them. */
async function read(): Promise<Reads> {
  const statuses: Record<number, number> = {};
  const tookMs: number[] = [];
  for (let count = 0; count < READS; count += 1) {
    const begunMs = performance.now();
    const { status } = await world.service.get(PATHS[count % PATHS.length]!);
    tookMs.push(performance.now() - begunMs);
    statuses[status] = (statuses[status] ?? 0) + 1;
    world.clock.advance(1_000);
  }
  return { statuses, p99Ms: tookMs.toSorted((a, b) => a - b)[Math.floor(0.99 * READS)] ?? Number.NaN };
}

it.each<[string, FaultResponder]>([
  ['fails', answerWith({ status: 503 })],
  ['hangs', hang()],
])(
  'answers every read from copies while the upstream and its identity service %s for all',
  async (how, respond) => {
    world = await startWorld({ environment: { CACHE_STALE_SECONDS: '3600' } });
    for (const path of PATHS) await world.service.get(path);
    const up = await read();
    expect(up.statuses).toEqual({ 200: READS });

    for (const match of ['get', 'token'] as const)
      world.upstream.faults.next({ match, respond, times: Infinity });
    world.upstream.revokeTokens();
    world.clock.advance(61_000);
    const down = await read();
    expect(down.statuses).toEqual({ 200: READS });
    const ratio = (down.p99Ms / up.p99Ms).toFixed(2);
    process.stdout.write(
      `upstream that ${how}, warm copies: p99 is ${ratio} times that with a well upstream\n`,
    );
  },
);
