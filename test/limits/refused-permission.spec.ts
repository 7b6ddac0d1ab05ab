import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { DAY, startWorld, type World } from '../cache/small-world.js';
import { toolCall } from '../mcp/mcp-client.js';
import { clientEntry } from '../support/service.js';

const LIMIT = 5;
/** Routes that ask for a permission, with the client that lacks it. */
const REFUSING: readonly (readonly [method: string, path: string, client: string])[] = [
  ['GET', `/v1/jobs?${DAY}`, 'scraper'],
  ['HEAD', `/v1/jobs?${DAY}`, 'scraper'],
  ['GET', '/v1/jobs/summary', 'scraper'],
  ['GET', '/v1/jobs/export', 'scraper'],
  ['GET', '/v1/jobs/events', 'scraper'],
  ['GET', '/v1/jobs/DCIB2022081903124382222110', 'scraper'],
  ['GET', '/v1/organizations', 'scraper'],
  ['GET', '/v1/organizations/sales/jobs', 'scraper'],
  ['POST', '/mcp', 'scraper'],
  ['DELETE', '/v1/cache', 'scraper'],
  ['GET', '/metrics', 'reader'],
];

const client = (name: string, permission: string): object => ({
  ...clientEntry(name, `key-of-${name}`),
  permissions: [permission],
  requestsPerMinute: LIMIT,
});
let world: World;

beforeAll(async () => {
  world = await startWorld({ clients: [client('scraper', 'metrics:read'), client('reader', 'jobs:read')] });
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.advance(60_000);
  world.upstream.reset();
});

function ask(method: string, path: string, key: string): Promise<Response> {
  const body = method === 'POST' ? JSON.stringify(toolCall('list_jobs')) : null;
  const headers = { 'x-api-key': key, ...(body === null ? {} : { 'content-type': 'application/json' }) };
  return fetch(world.service.url + path, { method, body, headers });
}
const toldBy = ({ status, headers }: Response): unknown[] => [status, headers.get('ratelimit')];

describe('a client without the permission', () => {
  it.each(REFUSING)(
    'is told its limit, counted and in the end refused with 429: %s %s',
    async (method, path, name) => {
      const key = `key-of-${name}`;
      for (let left = LIMIT - 1; left >= 0; left -= 1) {
        const answer = await ask(method, path, key);
        expect(toldBy(answer)).toEqual([403, `"client";r=${left};t=60`]);
        expect(answer.headers.get('ratelimit-policy')).toBe(`"client";q=${LIMIT};w=60`);
      }
      const refused = await ask(method, path, key);
      expect(toldBy(refused)).toEqual([429, '"client";r=0;t=60']);
      expect(refused.headers.get('retry-after')).toBe('60');
      world.clock.advance(60_000);
      expect((await ask(method, path, key)).status).toBe(403);
      expect(world.upstream.received).toEqual([]);
    },
  );

  it('spends with it what it has for the routes that it may ask', async () => {
    for (let request = 0; request < LIMIT - 1; request += 1)
      await ask('GET', '/v1/organizations', 'key-of-scraper');
    expect(toldBy(await ask('GET', '/metrics', 'key-of-scraper'))).toEqual([200, '"client";r=0;t=60']);
    expect((await ask('GET', '/metrics', 'key-of-scraper')).status).toBe(429);
    expect(toldBy(await ask('GET', '/v1/jobs/events?type=x', 'key-of-reader'))).toEqual([
      400,
      `"client";r=${LIMIT - 1};t=60`,
    ]);
  });

  it('learns nothing of what the route thinks of its parameters or of the media types it takes', async () => {
    const answer = await fetch(`${world.service.url}/v1/jobs?nonsense=1`, {
      headers: { 'x-api-key': 'key-of-scraper', accept: 'text/html' },
    });
    expect(answer.status).toBe(403);
  });

  it('stands in the log by its name', async () => {
    const answer = await ask('GET', '/v1/jobs', 'key-of-scraper');
    const requestId = answer.headers.get('x-request-id');
    const lines = (): unknown[] => world.service.logged.filter((line) => line['requestId'] === requestId);
    await expect.poll(lines).toEqual([expect.objectContaining({ status: 403, client: 'scraper' })]);
  });
});

describe('a request without a good credential', () => {
  it.each(['', 'wrong'])('is a 401 as ever, and counted for no client: %j', async (key) => {
    for (const [method, path] of REFUSING) {
      const answer = await ask(method, path, key);
      expect(toldBy(answer), path).toEqual([401, null]);
      expect(answer.headers.get('www-authenticate'), path).toContain('ApiKey');
    }
    expect(toldBy(await ask('GET', '/metrics', 'key-of-scraper'))).toEqual([
      200,
      `"client";r=${LIMIT - 1};t=60`,
    ]);
  });
});
