import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { bearer, forgedToken, startTokenWorld, tokenOf, type TokenWorld } from '../auth/token-world.js';
import { SALES, WEEK } from '../cache/small-world.js';
import { KEY } from '../support/service.js';
import { NOW_MS } from '../support/upstream.js';
import { connectClient, toolCall } from './mcp-client.js';

const SECRET = 'canary-secret-of-the-gateway';
const GATEWAY = { 'x-gateway-secret': SECRET, 'x-client-id': 'sales' };
const WEEK_ARGUMENTS = Object.fromEntries(new URLSearchParams(WEEK));
const CALL = JSON.stringify(toolCall('list_jobs', WEEK_ARGUMENTS));

let world: TokenWorld;
let token: string;

beforeAll(async () => {
  world = await startTokenWorld({
    modes: 'apiKey,gateway,jwt',
    environment: { GATEWAY_SECRET: SECRET },
  });
  token = await tokenOf(world.key, { client_id: 'app-of-sales' });
});
afterAll(() => world.close());
beforeEach(() => {
  // Nobody's wrong tries of a minute ago count.
  world.clock.advance(60_000);
  world.upstream.reset();
});

/** The organizations of the jobs that a tool answers with. */
async function seenBy(headers: Readonly<Record<string, string>>): Promise<Set<string>> {
  const client = await connectClient(world.service.url, headers);
  const { body } = await client.call('list_jobs', WEEK_ARGUMENTS);
  const { data } = body as unknown as { data: { organization: { id: string } }[] };
  return new Set(data.map(({ organization }) => organization.id));
}

describe('a call of a tool', () => {
  it.each([
    ['the gateway', () => GATEWAY],
    ['a bearer token', () => bearer(token).headers],
    ['a key', () => ({ 'x-api-key': 'key-sales' })],
    ['all three of one client', () => ({ ...GATEWAY, ...bearer(token).headers, 'x-api-key': 'key-sales' })],
  ])('that comes with %s sees what that client sees', async (_what, headers) => {
    expect(await seenBy(headers())).toEqual(new Set([SALES]));
  });

  it.each([
    ["the gateway's name for a client, without its secret", () => ({ 'x-client-id': 'sales' })],
    ["the gateway's secret, and no client", () => ({ 'x-gateway-secret': SECRET })],
    ["a secret that is not the gateway's", () => ({ ...GATEWAY, 'x-gateway-secret': `${SECRET}x` })],
    ['the gateway, for a client that does not exist', () => ({ ...GATEWAY, 'x-client-id': 'nobody' })],
    ['the gateway for one client and the key of another', () => ({ ...GATEWAY, 'x-api-key': 'key-all' })],
    [
      'the key of one client and the token of another',
      () => ({ ...bearer(token).headers, 'x-api-key': 'key-all' }),
    ],
    ['a token that nobody signed', () => bearer(forgedToken({ alg: 'none' })).headers],
    ['a key as a bearer token', () => bearer('key-sales').headers],
    ['a key that nobody has', () => ({ 'x-api-key': KEY })],
  ])('that comes with %s is refused, and asks nobody', async (_what, headers) => {
    const answer = await send(headers());
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ type: '/problems/unauthorized' });
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    expect(world.upstream.received).toEqual([]);
  });

  it('that comes with a token past its end, or for somebody else, is refused', async () => {
    const claims = [{ exp: NOW_MS / 1000 - 60 }, { aud: 'another-service' }, { client_id: 'app-of-nobody' }];
    for (const claim of claims) {
      const { headers } = bearer(await tokenOf(world.key, { client_id: 'app-of-sales', ...claim }));
      expect((await send(headers)).status, JSON.stringify(claim)).toBe(401);
    }
    expect(world.upstream.received).toEqual([]);
  });

  it("leaves neither the gateway's secret nor a token in the log", async () => {
    await seenBy({ ...GATEWAY, ...bearer(token).headers });
    const log = JSON.stringify(world.service.logged);
    expect(log).toContain('/mcp');
    for (const secret of [SECRET, token, 'key-sales']) expect(log).not.toContain(secret);
  });
});

/** A call with these header fields and no others. */
function send(headers: Readonly<Record<string, string>>): Promise<Response> {
  const fields = { 'content-type': 'application/json', ...headers };
  return fetch(`${world.service.url}/mcp`, { method: 'POST', body: CALL, headers: fields });
}
