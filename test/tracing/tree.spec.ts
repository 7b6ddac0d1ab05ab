import { describe, expect, it } from 'vitest';

import { DAY, SALES, SERVICE } from '../cache/small-world.js';
import { connectClient } from '../mcp/mcp-client.js';
import { clientEntry, KEY } from '../support/service.js';
import { tracesOf } from './traced-world.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER_SPAN = 'b7ad6b7169203331';
const PATH = `/v1/jobs?${DAY}`;

describe('a traced request over two organizations', () => {
  it('is one tree: the caller, the request, and below it every token request and every attempt', async () => {
    const sent = new Map<unknown, string>();
    const { spans } = await tracesOf(async ({ service, upstream }) => {
      const headers = { traceparent: `00-${TRACE}-${CALLER_SPAN}-01` };
      const path = `${PATH}&organizationId=${SALES},${SERVICE}`;
      expect((await service.get(path, { headers })).status).toBe(200);
      for (const { route, query, headers: received } of upstream.received)
        sent.set(query.get('organizationId') ?? route, String(received['traceparent']));
    });
    const request = spans.find(({ kind }) => kind === 'server');
    expect(request).toMatchObject({
      traceId: TRACE,
      parentSpanId: CALLER_SPAN,
      name: 'GET /v1/jobs',
      isError: false,
    });
    expect(request?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.route': '/v1/jobs',
      'http.response.status_code': 200,
      'bff.client': 'all',
    });
    const calls = spans.filter(({ kind }) => kind === 'client');
    expect(calls).toHaveLength(4);
    expect(calls.map(({ traceId, parentSpanId }) => [traceId, parentSpanId])).toEqual(
      Array.from({ length: 4 }, () => [TRACE, request?.spanId]),
    );
    expect(calls.map(({ name, attributes }) => ({ name, ...attributes }))).toEqual(
      expect.arrayContaining([
        { name: 'token request', 'bff.connection': 'contoso', 'bff.outcome': 'issued' },
        { name: 'token request', 'bff.connection': 'fabrikam', 'bff.outcome': 'issued' },
        ...[
          ['contoso', SALES],
          ['fabrikam', SERVICE],
        ].map(([connection, organization]) => ({
          name: 'upstream attempt',
          'bff.connection': connection,
          'bff.contract': 'get',
          'bff.organization_id': organization,
          'bff.attempt': 1,
          'bff.outcome': 'ok',
        })),
      ]),
    );
    for (const { spanId, attributes } of calls.filter(({ name }) => name === 'upstream attempt'))
      expect(sent.get(attributes['bff.organization_id'])).toBe(`00-${TRACE}-${spanId}-01`);
    expect(sent.get('token')).toBe('undefined');
  });
});

describe('a request', () => {
  it('begins a sampled trace of its own when it came without one, or with one that is none', async () => {
    const sent: string[] = [];
    const { spans } = await tracesOf(async ({ service, upstream }) => {
      const headers = { traceparent: `00-${'0'.repeat(32)}-${CALLER_SPAN}-00` };
      await service.get(`${PATH}&organizationId=${SALES}`, { headers });
      sent.push(...upstream.received.map(({ headers: received }) => String(received['traceparent'])));
    });
    const request = spans.find(({ kind }) => kind === 'server');
    const attempt = spans.find(({ name }) => name === 'upstream attempt');
    expect(request?.parentSpanId).toBeUndefined();
    expect(request?.traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
    expect(sent).toContain(`00-${request?.traceId}-${attempt?.spanId}-01`);
  });

  it('whose caller does not sample is sent to no collector, and the upstream is told so', async () => {
    const sent: string[] = [];
    const { spans } = await tracesOf(async ({ service, upstream }) => {
      const headers = { traceparent: `00-${TRACE}-${CALLER_SPAN}-00` };
      await service.get(`${PATH}&organizationId=${SALES}`, { headers });
      sent.push(
        ...upstream.received
          .filter(({ route }) => route === 'get')
          .map(({ headers: received }) => String(received['traceparent'])),
      );
    });
    expect(spans).toEqual([]);
    expect(sent).toEqual([
      expect.stringMatching(new RegExp(`^00-${TRACE}-(?!${CALLER_SPAN})[0-9a-f]{16}-00$`)),
    ]);
  });

  it('that a tool makes belongs to the request that called the tool', async () => {
    const { spans } = await tracesOf(async ({ service }) => {
      const headers = { 'x-api-key': KEY, traceparent: `00-${TRACE}-${CALLER_SPAN}-01` };
      const client = await connectClient(service.url, headers);
      await client.call('list_organizations');
    });
    const inner = spans.find(({ name }) => name === 'GET /v1/organizations');
    const outer = spans.find(({ spanId }) => spanId === inner?.parentSpanId);
    expect(outer).toMatchObject({ name: 'POST /mcp', traceId: TRACE, parentSpanId: CALLER_SPAN });
    expect(inner?.attributes).toMatchObject({ 'http.response.status_code': 200, 'bff.client': 'all' });
  });
});

/** The clients in the spans of a service that one client has asked. */
async function clientsOf(name: string): Promise<unknown[]> {
  const { spans } = await tracesOf(async ({ service }) => void (await service.get(PATH, { key: name })), {
    clients: [clientEntry(name, name)],
  });
  return spans.filter(({ kind }) => kind === 'server').map(({ attributes }) => attributes['bff.client']);
}

it('each of two services in one process sends its own spans to its own collector', async () => {
  expect(await Promise.all([clientsOf('one'), clientsOf('other')])).toEqual([['one'], ['other']]);
});
