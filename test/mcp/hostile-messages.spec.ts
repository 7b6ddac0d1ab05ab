import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { startWorld, type World } from '../cache/small-world.js';
import { KEY } from '../support/service.js';
import { post, toolCall } from './mcp-client.js';

let world: World;

beforeAll(async () => {
  // Nothing ends by itself while a test runs.
  world = await startWorld({
    environment: { UPSTREAM_TIMEOUT_SECONDS: '600', REQUEST_DEADLINE_SECONDS: '600' },
  });
});
afterEach(() => world.upstream.reset());
afterAll(() => world.close());

const CALL = JSON.stringify(toolCall('list_organizations'));
const deep = '['.repeat(30_000) + ']'.repeat(30_000);

/** The problem document that a message is answered with. */
async function refusalOf(body: string, headers: Readonly<Record<string, string>> = {}): Promise<object> {
  const answer = await post(world.service.url, body, headers);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const { type, status } = (await answer.json()) as { type: string; status: number };
  expect(status).toBe(answer.status);
  expect(world.upstream.received).toEqual([]);
  return { type, status };
}

const UNREADABLE = { type: '/problems/validation-failed', status: 400 };

describe('a message', () => {
  it.each([
    ['no JSON', '{"jsonrpc":'],
    ['nothing', ''],
    ['a text', '"tools/list"'],
    ['null', 'null'],
    ['no JSON-RPC', '{"hello":"world"}'],
    ['JSON-RPC of another version', CALL.replace('2.0', '1.0')],
    ['deeper than anybody needs', deep],
    ['poisoned', CALL.replace('"params"', '"__proto__":{"isAdmin":true},"params"')],
    ['a batch', `[${CALL},${CALL}]`],
    ['an empty batch', '[]'],
    [
      'a batch that cancels itself',
      `[${CALL},{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}]`,
    ],
  ])('that is %s is refused', async (_what, body) => {
    expect(await refusalOf(body)).toEqual(UNREADABLE);
  });

  it('that is too large, of another kind, or wants another kind of answer is refused', async () => {
    const large = JSON.stringify(toolCall('list_jobs', { sort: 'x'.repeat(65_536) }));
    expect(await refusalOf(large)).toMatchObject({ status: 413 });
    expect(await refusalOf(CALL, { 'content-type': 'application/xml' })).toMatchObject({ status: 415 });
    expect(await refusalOf(CALL, { 'content-type': 'text/plain' })).toMatchObject({ status: 400 });
    expect(await refusalOf(CALL, { accept: 'text/html' })).toMatchObject({ status: 406 });
    expect(await refusalOf(CALL, { 'mcp-protocol-version': '1066-10-14' })).toEqual(UNREADABLE);
  });

  it.each(['https://evil.example', 'null', 'http://127.0.0.1:3000'])(
    'from a page of %s is refused, whatever host it names',
    async (origin) => {
      const forbidden = { type: '/problems/forbidden', status: 403 };
      expect(await refusalOf(CALL, { origin })).toEqual(forbidden);
    },
  );

  it.each(['GET', 'DELETE', 'PUT'])('is not sent with %s', async (method) => {
    const answer = await fetch(`${world.service.url}/mcp`, { method, headers: { 'x-api-key': KEY } });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
  });

  it('that is a notification is taken without an answer', async () => {
    const answer = await post(world.service.url, '{"jsonrpc":"2.0","method":"notifications/initialized"}');
    expect(answer.status).toBe(202);
    expect(await answer.text()).toBe('');
  });

  it('with arguments that are nested without end is answered in the words of the parameter', async () => {
    const body = CALL.replace('list_organizations', 'list_jobs').replace(
      '"arguments":{}',
      `"arguments":{"page":${deep}}`,
    );
    const answer = await post(world.service.url, body);
    const { result } = (await answer.json()) as { result: { isError: boolean; content: [{ text: string }] } };
    expect(result.isError).toBe(true);
    expect(JSON.parse(result.content[0].text)).toMatchObject({
      status: 400,
      errors: [{ parameter: 'page', message: 'must be a whole number from 1 to 999999999' }],
    });
  });

  it('with arguments that are no object, or of a method that is none, gets an error of the protocol', async () => {
    for (const body of [
      JSON.stringify(toolCall('list_jobs', 'page=1')),
      '{"jsonrpc":"2.0","id":1,"method":"resources/list"}',
    ]) {
      const answer = await post(world.service.url, body);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ id: 1, error: { code: expect.any(Number) as number } });
    }
  });

  it('whose sender leaves frees the upstream of what only that sender waited for', async () => {
    const left = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const hang = (_request: unknown, response: ServerResponse): undefined => {
      response.once('close', () => left.resolve());
      asked.resolve();
    };
    world.upstream.faults.next({ match: 'get', respond: hang, times: Infinity });
    const leaving = new AbortController();
    const call = fetch(`${world.service.url}/mcp`, {
      method: 'POST',
      body: JSON.stringify(toolCall('list_jobs', { from: '2026-10-01', to: '2026-10-02' })),
      headers: { 'x-api-key': KEY, 'content-type': 'application/json' },
      signal: leaving.signal,
    });
    await asked.promise;
    leaving.abort();
    await expect(call).rejects.toThrow('abort');
    await left.promise;
    expect(world.service.logged.filter(({ code }) => code === 'internal_error')).toEqual([]);
  });
});
