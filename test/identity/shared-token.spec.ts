import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';
import { DAY, startWorld, type World } from '../cache/small-world.js';

const PATH = `/v1/jobs?${DAY}`;
const TWELVE: StandInTenant = {
  name: 'contoso',
  contract: 'get',
  clients: [{ clientId: 'app', secrets: ['secret-of-contoso'] }],
  organizations: Array.from({ length: 12 }, (_, index) => ({
    id: `69cb1ecc-f8e8-439b-8077-0000000000${String(index + 10)}`,
    name: `Organization ${index + 1}`,
  })),
};

let world: World;

beforeAll(async () => {
  world = await startWorld({ tenants: [TWELVE] });
});
afterAll(() => world.close());

/** Forty callers at once, half of them for everything, the others for one organization each. */
async function fortyCallers(): Promise<[status: number, isPartial: boolean][]> {
  const paths = Array.from({ length: 40 }, (_, index) =>
    index % 2 === 0 ? PATH : `${PATH}&organizationId=organization-${(index % 12) + 1}`,
  );
  const answers = await Promise.all(paths.map((path) => world.service.get(path)));
  return answers.map(({ status, body }) => [status, body.partial as boolean]);
}

const ALL_WELL = Array.from({ length: 40 }, () => [200, false]);

describe('forty callers over twelve organizations of one connection', () => {
  it('make one token request when nobody has a token', async () => {
    expect(await fortyCallers()).toEqual(ALL_WELL);
    expect([world.upstream.tokenRequests, world.upstream.jobRequests]).toEqual([1, 12]);
  });

  it('make one more when the upstream has revoked it, and nobody sees an error', async () => {
    world.upstream.reset();
    world.upstream.revokeTokens();
    world.clock.advance(60_000);
    expect(await fortyCallers()).toEqual(ALL_WELL);
    expect(world.upstream.tokenRequests).toBe(1);
    // Each organization was asked once with the old token at most, and once with the new one.
    expect(world.upstream.jobRequests).toBeGreaterThan(12);
    expect(world.upstream.jobRequests).toBeLessThanOrEqual(24);
  });

  it('go on with the token they have while the identity service is down', async () => {
    world.clock.advance(3_000_000);
    world.upstream.reset();
    world.upstream.faults.next({ match: 'token', respond: answerWith({ status: 500 }), times: Infinity });
    expect(await fortyCallers()).toEqual(ALL_WELL);
    await expect.poll(() => world.upstream.tokenRequests).toBe(1);
    expect(world.upstream.jobRequests).toBe(12);
  });
});
