import type { Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { RequestPlaces } from '../../src/limits/request-places.js';
import { LOOK_EVERY_MS } from '../../src/limits/slow-readers.js';
import { DAY, startWorld, type World } from '../cache/small-world.js';
import { NOW_MS } from '../support/upstream.js';
import { attack, isSlowhttptestMissing } from './slowhttptest.js';

const CONNECTIONS = 60;
/** Enough that no buffer of the system holds an answer whole. */
const JOBS = 3_000;
const MAX_WAIT_MS = 40_000;
const ALL_CLOSED = 'No open connections left';

let world: World;
let server: Server;
let places: RequestPlaces;

beforeAll(async () => {
  const jobs = Array.from({ length: JOBS }, (_, index) => plantJob(NOW_MS - (index + 1) * 20_000));
  const environment = { AUTH_MODES: 'none', REQUESTS_PER_MINUTE: '1000000', UPSTREAM_PAGE_SIZE: '1000' };
  world = await startWorld({ jobs: () => jobs, clients: [], environment });
  server = world.service.app.getHttpServer();
  places = world.service.app.get(RequestPlaces);
  // What the answers are made of is held before anybody attacks.
  await world.service.get(`/v1/jobs?${DAY}`, { key: null });
});
afterAll(() => world.close());
beforeEach(() => limitArrival(60_000));

/** The real limit is 15 seconds. Here it begins to count when the attack is complete. */
function limitArrival(milliseconds: number): void {
  Object.assign(server, { requestTimeout: milliseconds, headersTimeout: milliseconds });
}

function openConnections(): Promise<number> {
  // oxlint-disable-next-line typescript/no-misused-promises -- It counts with a callback.
  return new Promise((resolve) => server.getConnections((_error, open) => resolve(open)));
}

function begin(mode: readonly string[], path: string): ReturnType<typeof attack> {
  const target = ['-u', world.service.url + path, '-c', String(CONNECTIONS), '-r', String(CONNECTIONS)];
  return attack([...mode, ...target, '-l', '120', '-p', '60']);
}

async function expectOthersToBeAnswered(): Promise<void> {
  expect((await world.service.get(`/v1/jobs?${DAY}`, { key: null })).status).toBe(200);
}

/** Attacks, lets the limit count once all are there, and tells how the program says it ended. */
async function withstand(mode: readonly string[], path: string): Promise<string | undefined> {
  const attacking = begin(mode, path);
  try {
    await expect.poll(openConnections, { timeout: MAX_WAIT_MS }).toBeGreaterThanOrEqual(CONNECTIONS);
    await expectOthersToBeAnswered();
    limitArrival(300);
    return await attacking.exitStatus;
  } finally {
    await attacking.callOff();
  }
}

describe.skipIf(isSlowhttptestMissing)('while slowhttptest attacks, others are answered', () => {
  it('and connections whose headers never end are closed', async () => {
    expect(await withstand(['-H', '-i', '1', '-x', '8'], '/v1/jobs')).toBe(ALL_CLOSED);
  });

  it('and connections whose body never ends are closed', async () => {
    const mode = ['-B', '-i', '1', '-x', '8', '-s', '8192', '-f', 'application/json'];
    expect(await withstand(mode, '/mcp')).toBe(ALL_CLOSED);
  });

  it('and connections on which the answer is not taken are closed', async () => {
    const mode = ['-X', '-w', '8', '-y', '16', '-n', '1', '-z', '4', '-k', '1'];
    const attacking = begin(mode, `/v1/jobs/export?format=ndjson&${DAY}`);
    try {
      await expect.poll(() => places.inFlight, { timeout: MAX_WAIT_MS }).toBe(CONNECTIONS);
      await expectOthersToBeAnswered();
      // The attacker cannot see it: the end lies behind what it does not read. The server counts.
      const lookAndCount = (): Promise<number> => {
        world.clock.advance(LOOK_EVERY_MS);
        return openConnections();
      };
      await expect.poll(lookAndCount, { timeout: MAX_WAIT_MS }).toBe(0);
      await expect.poll(() => places.inFlight, { timeout: MAX_WAIT_MS }).toBe(0);
    } finally {
      await attacking.callOff();
    }
  });
});
