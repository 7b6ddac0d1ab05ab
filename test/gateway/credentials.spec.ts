import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DAY } from '../cache/small-world.js';
import { KEY } from '../support/service.js';
import { type GatewayWorld, startGatewayWorld } from './gateway-world.js';
import { GATEWAY_SECRET, isNginxMissing } from './nginx.js';
import { through, type ThroughOptions } from './through.js';

const PATH = `/v1/jobs?${DAY}`;
let world: GatewayWorld;

/** The status, and how many organizations were shown. */
async function ask(
  options: ThroughOptions,
): Promise<[status: number | undefined, organizations: number | undefined]> {
  const { status, text } = await through(world.nginx, PATH, options);
  return [status, (JSON.parse(text) as { sources?: unknown[] }).sources?.length];
}

describe.skipIf(isNginxMissing)('through the gateway', () => {
  beforeAll(async () => {
    world = await startGatewayWorld();
  });
  afterAll(() => world.close());

  it('a key passes, and decides what is seen', async () => {
    expect(await ask({ headers: { 'x-api-key': KEY } })).toEqual([200, 3]);
    expect(await ask({ headers: { 'x-api-key': 'key-of-reporting' } })).toEqual([200, 1]);
    expect(await ask({ headers: { 'x-api-key': 'wrong' } })).toEqual([401, undefined]);
    expect(await ask({})).toEqual([401, undefined]);
  });

  it('a certificate of the authority is worth the client that the gateway names for it', async () => {
    const headers = { 'x-request-id': 'certified' };
    expect(await ask({ as: 'client', headers })).toEqual([200, 1]);
    expect(world.requestLines()).toContainEqual(
      expect.objectContaining({ client: 'reporting', requestId: 'certified' }),
    );
  });

  it('a certificate of another authority is refused, whatever name it has', async () => {
    const before = world.requestLines().length;
    expect((await through(world.nginx, PATH, { as: 'impostor' })).status).toBe(400);
    expect(world.requestLines()).toHaveLength(before);
  });

  it.each([
    ['as they are', { 'X-Gateway-Secret': GATEWAY_SECRET, 'X-Client-Id': 'all' }],
    ['in another letter case', { 'x-GATEWAY-secret': GATEWAY_SECRET, 'x-CLIENT-id': 'all' }],
    ['with underscores', { X_Gateway_Secret: GATEWAY_SECRET, X_Client_Id: 'all' }],
    ['twice', { 'X-Gateway-Secret': [GATEWAY_SECRET, GATEWAY_SECRET], 'X-Client-Id': ['all', 'all'] }],
  ])('nobody smuggles the headers of the gateway, sent %s', async (_how, headers) => {
    expect(await ask({ headers })).toEqual([401, undefined]);
    // The certificate goes on saying who it is.
    expect(await ask({ headers, as: 'client' })).toEqual([200, 1]);
    // And a key is not refused for what its bearer sent beside it.
    expect(await ask({ headers: { ...headers, 'x-api-key': KEY } })).toEqual([200, 3]);
  });
});
