import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { holdUntil } from '../../src/demo/stand-in/fault-responders.js';
import { SAFETY_HEADERS } from '../../src/safety-headers.js';
import { DAY, startWorld, type World } from '../cache/small-world.js';
import { KEY } from '../support/service.js';
import { problemIn } from './problem-document.js';
import { sendRaw } from './raw-http.js';

const FIELDS = `Host: x\r\nX-Api-Key: ${KEY}\r\n`;
let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.advance(3_600_000);
  world.upstream.reset();
});

describe('rubbish behind a good request on one connection', () => {
  it('is refused after the good one has been answered', async () => {
    const gate = Promise.withResolvers<void>();
    world.upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: 3 });
    const answers = sendRaw(
      world.service.url,
      `GET /v1/jobs?${DAY} HTTP/1.1\r\n${FIELDS}\r\nrub bish\r\n\r\n`,
    );
    await expect.poll(() => world.upstream.jobRequests).toBe(3);
    gate.resolve();
    const { status, headers, text } = (await answers)!;
    const length = Number(headers['content-length']);
    expect([status, JSON.parse(text.slice(0, length))]).toMatchObject([200, { partial: false }]);
    expect(text.slice(length)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(text.slice(length)).toContain('/problems/validation-failed');
  });
});

describe('CONNECT', () => {
  it.each(['example.com:443', '127.0.0.1:22', '/v1/jobs'])(
    'to %s is refused with a problem document',
    async (target) => {
      const answer = await sendRaw(world.service.url, `CONNECT ${target} HTTP/1.1\r\n${FIELDS}\r\n`);
      expect(problemIn(answer)).toBe('405 method-not-allowed');
      expect(answer!.headers).toHaveProperty('allow');
    },
  );
});

describe('every refusal, wherever it is made,', () => {
  it.each([
    ['a bad address', `GET /v1/jobs/%zz HTTP/1.1\r\n${FIELDS}Connection: close\r\n\r\n`],
    ['an overlong segment', `GET /v1/jobs/${'x'.repeat(300)} HTTP/1.1\r\n${FIELDS}Connection: close\r\n\r\n`],
    ['bytes that are no HTTP', 'rub bish\r\n\r\n'],
    ['overlong headers', `GET / HTTP/1.1\r\nX-A: ${'a'.repeat(17_000)}\r\n\r\n`],
    ['a tunnel', `CONNECT x:1 HTTP/1.1\r\n${FIELDS}\r\n`],
  ])('has the same security headers, and a line of the log: %s', async (_what, bytes) => {
    const usual = await world.service.get('/health/live');
    const answer = (await sendRaw(world.service.url, bytes))!;
    expect(Object.keys(SAFETY_HEADERS).filter((name) => !(name in usual.headers))).toEqual([]);
    expect(
      Object.keys(usual.headers).filter((name) => /^(x-|cross|content-sec|strict|origin|ref)/.test(name)),
    ).toEqual(expect.arrayContaining(Object.keys(SAFETY_HEADERS)));
    expect(answer.headers).toMatchObject(SAFETY_HEADERS);
    const lines = world.service.logged.filter(
      ({ requestId }) => requestId === answer.headers['x-request-id'],
    );
    expect(lines).toMatchObject([{ code: 'request', status: answer.status }]);
  });

  it.each(['/v1/jobs/%zz', `/v1/jobs/${'x'.repeat(300)}`, '/v1/jobs', '/nowhere'])(
    'says by which credentials answers differ: %s',
    async (target) => {
      const answer = await sendRaw(
        world.service.url,
        `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      );
      expect(answer!.status).toBeGreaterThanOrEqual(400);
      expect(answer!.headers['vary']).toBe('X-Api-Key');
    },
  );
});
