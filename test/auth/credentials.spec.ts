import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DAY, startWorld, type World } from '../cache/small-world.js';
import { clientEntry, sha256Hex } from '../support/service.js';

const PATH = `/v1/jobs?${DAY}`;
let world: World;
let open: World;

beforeAll(async () => {
  const clients = [
    {
      ...clientEntry('rotating', 'old-key'),
      apiKeySha256: [sha256Hex('old-key'), sha256Hex('new-key').toUpperCase()],
    },
    { ...clientEntry('purger', 'purge-key'), permissions: ['cache:purge'] },
  ];
  [world, open] = await Promise.all([
    startWorld({ clients }),
    startWorld({ clients: [], environment: { AUTH_MODES: 'none' } }),
  ]);
});
afterAll(() => Promise.all([world.close(), open.close()]));

describe('a caller', () => {
  it.each([
    ['without a key', {}],
    ['with a wrong key', { 'x-api-key': 'wrong' }],
    ['with an empty key', { 'x-api-key': '' }],
    ['with the hash of a key', { 'x-api-key': sha256Hex('old-key') }],
    ['with a key in another letter case', { 'x-api-key': 'OLD-KEY' }],
    ['with two keys in one field', { 'x-api-key': 'old-key, new-key' }],
    ['with the key as a bearer token', { authorization: 'Bearer old-key' }],
    ['with the header of a gateway', { 'x-client-id': 'rotating', 'x-gateway-secret': 'old-key' }],
  ])('%s is turned away, and told what to send', async (_what, headers) => {
    const before = world.upstream.received.length;
    const answer = await world.service.get(PATH, { key: null, headers });
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({
      type: '/problems/unauthorized',
      requestId: answer.headers['x-request-id'],
    });
    expect(answer.headers['www-authenticate']).toBe('ApiKey realm="backup jobs", header="X-Api-Key"');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(world.upstream.received).toHaveLength(before);
  });

  it.each(['old-key', 'new-key'])('comes in with the %s while keys are rotated', async (key) => {
    expect((await world.service.get(PATH, { key })).status).toBe(200);
  });

  it('without the permission is refused, and upstream is not asked', async () => {
    const before = world.upstream.received.length;
    const answer = await world.service.get(PATH, { key: 'purge-key' });
    expect(answer.status).toBe(403);
    expect(answer.body.type).toBe('/problems/forbidden');
    expect(answer.headers['www-authenticate']).toBeUndefined();
    expect(world.upstream.received).toHaveLength(before);
  });

  it('is named in the log, its key is not', async () => {
    await world.service.get(PATH, { key: 'new-key' });
    expect(world.service.logged.at(-1)).toMatchObject({ code: 'request', client: 'rotating', status: 200 });
    expect(JSON.stringify(world.service.logged)).not.toMatch(/old-key|new-key|purge-key/);
  });
});

describe('AUTH_MODES=none', () => {
  it('lets everybody see everything, whatever is sent, and varies by nothing', async () => {
    const answers = await Promise.all([
      open.service.get(PATH, { key: null }),
      open.service.get(PATH, { key: 'wrong' }),
    ]);
    expect(
      answers.map(({ status, body, headers }) => [status, body.sources.length, headers['vary']]),
    ).toEqual([
      [200, 3, undefined],
      [200, 3, undefined],
    ]);
  });
});

describe('AUTH_MODES=none, asked under a name that is not this machine’s', () => {
  it('lets nobody in: a page elsewhere can make its own name point here', async () => {
    const asked = { key: null, headers: { host: 'rebind.example:3000' } };
    expect((await open.service.get(PATH, asked)).status).toBe(401);
    expect((await open.service.get(PATH, { ...asked, headers: { host: '[::1]:3000' } })).status).toBe(200);
  });
});

describe('what needs no credential', () => {
  it.each(['/health/live', '/health/ready', '/openapi.json', '/docs'])('is %s', async (path) => {
    expect((await world.service.get(path, { key: null })).status).toBe(200);
    expect((await world.service.get(path, { key: 'wrong' })).status).toBe(200);
  });
});
