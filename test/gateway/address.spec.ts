import { afterEach, describe, expect, it } from 'vitest';

import { DAY } from '../cache/small-world.js';
import { type GatewayWorld, startGatewayWorld } from './gateway-world.js';
import { isNginxMissing } from './nginx.js';
import { through } from './through.js';

/** More than the wrong tries of a minute that both replicas allow one address. */
const TRIES = 45;
let world: GatewayWorld;

/** What a wrong key from this address is answered, whatever address its sender claims. */
async function guess(from: string, claimed: string): Promise<number | undefined> {
  const headers = { 'x-api-key': 'wrong', 'x-forwarded-for': claimed };
  return (await through(world.nginx, `/v1/jobs?${DAY}`, { headers, from })).status;
}

async function guessOften(from: string): Promise<(number | undefined)[]> {
  return await Promise.all(Array.from({ length: TRIES }, (_, time) => guess(from, `10.0.0.${time}`)));
}

describe.skipIf(isNginxMissing)('a caller’s address', () => {
  afterEach(() => world.close());

  it('counts as the gateway saw it, and no other caller pays for what came from it', async () => {
    world = await startGatewayWorld();
    const statuses = await guessOften('127.0.0.2');
    expect(statuses.filter((status) => status === 401)).toHaveLength(40);
    expect(statuses.filter((status) => status === 429)).toHaveLength(TRIES - 40);
    expect(await guess('127.0.0.3', '127.0.0.2')).toBe(401);
  });

  it('is the gateway’s for all callers where TRUST_PROXY does not name it', async () => {
    world = await startGatewayWorld({ TRUST_PROXY: '' });
    await guessOften('127.0.0.2');
    expect(await guess('127.0.0.3', '127.0.0.3')).toBe(429);
  });
});
