import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { DAY, startWorld, type World } from '../cache/small-world.js';
import { clientEntry } from '../support/service.js';

const PATH = `/v1/jobs?${DAY}`;
const SECRET = 'the-gateway’s-first-secret';
const CHALLENGES =
  'ApiKey realm="backup jobs", header="X-Api-Key", Gateway realm="backup jobs", header="X-Gateway-Secret"';
const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
const file = join(folder, 'secret');
let world: World;

beforeAll(async () => {
  writeFileSync(file, `${SECRET}\n`);
  world = await startWorld({
    clients: [clientEntry('all', 'key-all'), clientEntry('sales', 'key-sales', ['sales'])],
    environment: { AUTH_MODES: 'apiKey,gateway', GATEWAY_SECRET_FILE: file },
  });
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  writeFileSync(file, `${SECRET}\n`);
  world.clock.advance(60_000);
  world.upstream.reset();
});

/** Fields are sent as bytes, and the secret's are UTF-8. */
const asBytes = (text: string): string => Buffer.from(text).toString('latin1');
const sent = (secret: string, client: string) => ({
  'x-gateway-secret': asBytes(secret),
  'x-client-id': client,
});
const get = (headers: Readonly<Record<string, string>>) => fetch(`${world.service.url}${PATH}`, { headers });

describe('a gateway', () => {
  it.each([
    ['all', 3],
    ['sales', 1],
  ])('with its secret asks for the client it names: %s', async (client, organizations) => {
    const answer = await get(sent(SECRET, client));
    expect(answer.status).toBe(200);
    expect(((await answer.json()) as { sources: unknown[] }).sources).toHaveLength(organizations);
    expect(answer.headers.get('vary')).toBe('X-Api-Key, X-Gateway-Secret, X-Client-Id');
  });

  it.each([
    ['without its secret', { 'x-client-id': 'all' }],
    ['with an empty secret', sent('', 'all')],
    ['with a wrong secret', sent('the-gateway-s-first-secret', 'all')],
    ['with the beginning of its secret', sent(SECRET.slice(0, -1), 'all')],
    ['with more than its secret', sent(`${SECRET} ${SECRET}`, 'all')],
    ['with its secret twice', sent(`${SECRET}, ${SECRET}`, 'all')],
    ['without a client', { 'x-gateway-secret': asBytes(SECRET) }],
    ['with an unknown client', sent(SECRET, 'nobody')],
    ['with a client in another letter case', sent(SECRET, 'ALL')],
    ['with two clients', sent(SECRET, 'sales, all')],
    ['with a member that every object has', sent(SECRET, 'constructor')],
  ])('%s is turned away', async (_what, headers) => {
    const answer = await get(headers);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe(CHALLENGES);
    expect(world.upstream.received).toEqual([]);
  });

  it('comes in with a secret that was written anew, a second later, and no more with the old one', async () => {
    expect((await get(sent(SECRET, 'all'))).status).toBe(200);
    writeFileSync(file, 'the-gateway’s-second-secret');
    world.clock.advance(1_000);
    expect((await get(sent('the-gateway’s-second-secret', 'all'))).status).toBe(200);
    expect((await get(sent(SECRET, 'all'))).status).toBe(401);
  });

  it.each(['', '\n', 'short', undefined])(
    'does not come in while its secret file holds %j, whatever it sends',
    async (content) => {
      if (content === undefined) rmSync(file);
      else writeFileSync(file, content);
      const before = world.service.logged.length;
      for (const secret of [content?.trim() ?? '', SECRET]) {
        // More than the wrong tries of a minute: nothing wrong was tried.
        for (let times = 0; times < 12; times += 1) expect((await get(sent(secret, 'all'))).status).toBe(401);
      }
      const lines = world.service.logged.slice(before);
      expect(lines.filter(({ code }) => code === 'gateway_secret_unusable')).toHaveLength(1);
      writeFileSync(file, SECRET);
      world.clock.advance(1_000);
      expect((await get(sent(SECRET, 'all'))).status).toBe(200);
    },
  );
});

describe('several credentials in one request', () => {
  it.each([
    ['both good, naming one client', { 'x-api-key': 'key-all', ...sent(SECRET, 'all') }, 200],
    ['both good, naming different clients', { 'x-api-key': 'key-all', ...sent(SECRET, 'sales') }, 401],
    ['the first good, the second wrong', { 'x-api-key': 'key-all', ...sent('x', 'all') }, 401],
    ['the first wrong, the second good', { 'x-api-key': 'x', ...sent(SECRET, 'all') }, 401],
    [
      'a key beside the name of its client without secret',
      { 'x-api-key': 'key-all', 'x-client-id': 'all' },
      401,
    ],
    [
      'one of a mode that is off is not looked at',
      { 'x-api-key': 'key-all', authorization: 'Bearer x' },
      200,
    ],
  ])('%s', async (_what, headers, status) => {
    expect((await get(headers)).status).toBe(status);
  });
});
