import { request as send } from 'node:http';
import { describe, expect, it } from 'vitest';

import { answerWith, holdUntil } from '../../src/demo/stand-in/fault-responders.js';
import { DAY, SALES } from '../cache/small-world.js';
import type { ReceivedSpan } from './collector.js';
import { tracesOf } from './traced-world.js';

const PATH = `/v1/jobs?${DAY}&organizationId=${SALES}`;

const attemptsIn = (spans: readonly ReceivedSpan[]): unknown[] =>
  spans
    .filter(({ name }) => name === 'upstream attempt')
    .map(({ attributes, isError }) => [attributes['bff.attempt'], attributes['bff.outcome'], isError]);

const tokensIn = (spans: readonly ReceivedSpan[]): unknown[] =>
  spans
    .filter(({ name }) => name === 'token request')
    .map(({ attributes, isError }) => [attributes['bff.outcome'], isError]);

const requestsIn = (spans: readonly ReceivedSpan[]): unknown[] =>
  spans
    .filter(({ kind }) => kind === 'server')
    .map(({ name, attributes, isError }) => [name, attributes['http.response.status_code'], isError]);

describe('the spans of calls', () => {
  it('count the attempts at one question, and say how each ended', async () => {
    const { spans } = await tracesOf(async ({ service, upstream, clock }) => {
      upstream.faults.next({ match: 'get', respond: answerWith({ status: 503 }) });
      const answer = service.get(PATH);
      await expect.poll(() => (clock.advance(100), upstream.jobRequests)).toBe(2);
      expect((await answer).status).toBe(200);
    });
    expect(attemptsIn(spans)).toEqual([
      [1, 'unavailable', true],
      [2, 'ok', false],
    ]);
    const [first, second] = spans.filter(({ name }) => name === 'upstream attempt');
    expect(second?.parentSpanId).toBe(first?.parentSpanId);
    expect(second?.spanId).not.toBe(first?.spanId);
  });

  it('show a token that is renewed because the upstream refused it', async () => {
    const { spans } = await tracesOf(async ({ service, upstream }) => {
      upstream.faults.next({ match: 'get', respond: answerWith({ status: 401 }) });
      expect((await service.get(PATH)).status).toBe(200);
    });
    expect(attemptsIn(spans)).toEqual([
      [1, 'unauthorized', true],
      [2, 'ok', false],
    ]);
    expect(tokensIn(spans)).toEqual([
      ['issued', false],
      ['issued', false],
    ]);
    const request = spans.find(({ kind }) => kind === 'server');
    expect(spans.filter(({ parentSpanId }) => parentSpanId === request?.spanId)).toHaveLength(4);
  });

  it('say of an answer that cannot be read that it is invalid', async () => {
    const { spans } = await tracesOf(async ({ service, upstream }) => {
      upstream.faults.next({ match: 'get', respond: answerWith({ status: 200, body: '{"jobs":' }) });
      expect((await service.get(PATH)).status).toBe(502);
    });
    expect(attemptsIn(spans)).toEqual([[1, 'invalid', true]]);
    expect(requestsIn(spans)).toEqual([['GET /v1/jobs', 502, true]]);
  });

  it('say of a refused credential that it is refused, and that nobody else was asked', async () => {
    const { spans } = await tracesOf(async ({ service, upstream }) => {
      const body = '{"error":"invalid_client"}';
      upstream.faults.next({ match: 'token', respond: answerWith({ status: 400, body }), times: 9 });
      expect((await service.get(PATH)).status).toBe(502);
    });
    expect(tokensIn(spans)).toEqual([['refused', true]]);
    expect(attemptsIn(spans)).toEqual([]);
  });
});

describe('the span of a request', () => {
  it('says what was answered, and a copy costs no call', async () => {
    const { spans } = await tracesOf(async ({ service }) => {
      const { headers } = await service.get(PATH);
      const etag = headers['etag'] as string;
      expect((await service.get(PATH, { headers: { 'if-none-match': etag } })).status).toBe(304);
    });
    expect(requestsIn(spans)).toEqual([
      ['GET /v1/jobs', 200, false],
      ['GET /v1/jobs', 304, false],
    ]);
    expect(attemptsIn(spans)).toHaveLength(1);
  });

  it('names the pattern of the route, and nothing that the caller made up', async () => {
    const { spans, texts } = await tracesOf(async ({ service }) => {
      await service.get(`/v1/organizations/${SALES}/jobs?${DAY}`);
      await service.get('/canary-path?canary-query');
      await service.get('/v1/%zzcanary');
      await service.get(PATH, { key: 'canary-key' });
    });
    expect(requestsIn(spans)).toEqual([
      ['GET /v1/organizations/:organizationId/jobs', 200, false],
      ['GET', 404, false],
      ['GET', 400, false],
      ['GET /v1/jobs', 401, false],
    ]);
    expect(spans.map(({ attributes }) => attributes['bff.client']).filter(Boolean)).toEqual(['all']);
    expect(texts.join('\n')).not.toContain('canary');
  });

  it('of a caller who left has no status, and its call was cancelled', async () => {
    const { spans } = await tracesOf(async ({ service, upstream }) => {
      const gate = Promise.withResolvers<void>();
      upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise) });
      const leaving = send(service.url + PATH, { headers: { 'x-api-key': 'test-key-of-all' } });
      const left = Promise.withResolvers<void>();
      leaving.on('error', () => left.resolve());
      leaving.end();
      await expect.poll(() => upstream.jobRequests).toBe(1);
      leaving.destroy();
      await left.promise;
      await service.get('/health/live');
      gate.resolve();
    });
    expect(requestsIn(spans)).toContainEqual(['GET /v1/jobs', undefined, false]);
    expect(attemptsIn(spans)).toEqual([[1, 'cancelled', true]]);
  });
});
