import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { AnswerDraft } from '../../src/answer-draft.js';
import { ResponseCacheInterceptor } from '../../src/cache/response-cache.interceptor.js';
import { EarlyAnswers } from '../../src/early-answers.js';
import { Lifecycle } from '../../src/health/lifecycle.js';
import { RequestPlaces } from '../../src/limits/request-places.js';
import { clientEntry, KEY } from '../support/service.js';
import { pipelineReached } from './pipeline-reached.js';
import { DAY, startWorld, type World } from './small-world.js';

const PATH = `/v1/jobs?${DAY}`;
const LIMIT = 20;
let world: World;

beforeAll(async () => {
  world = await startWorld({
    clients: [
      { ...clientEntry('all', KEY), requestsPerMinute: LIMIT },
      { ...clientEntry('scraper', 'key-of-scraper'), permissions: ['metrics:read'] },
    ],
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.advance(60_000);
  for (let times = 0; times < 2; times += 1) await world.service.get(PATH);
});

async function leftAfter(headers = {}): Promise<unknown> {
  const answer = await world.service.get(PATH, { headers });
  return answer.headers['ratelimit'];
}

describe('an answer that is kept', () => {
  it('is sent before the pipeline begins, and is what the pipeline would send', async () => {
    const answers = [await world.service.get(PATH)];
    expect(await pipelineReached(async () => answers.push(await world.service.get(PATH)))).toBe(0);
    vi.spyOn(world.service.app.get(EarlyAnswers), 'answerTo').mockReturnValueOnce(undefined);
    expect(await pipelineReached(async () => answers.push(await world.service.get(PATH)))).toBe(1);
    const [, early, late] = answers.map(({ status, text, headers }) => {
      const { 'x-request-id': _id, date: _date, ratelimit: _left, 'server-timing': _time, ...rest } = headers;
      return { status, text, rest };
    });
    expect(early).toEqual(late);
  });

  it('has given its place back when it has left as a whole', async () => {
    const places = world.service.app.get(RequestPlaces);
    const leave = vi.spyOn(places, 'leave');
    await world.service.get(PATH);
    await expect.poll(() => leave.mock.calls.length).toBe(1);
    expect(places.inFlight).toBe(0);
  });

  it('says that the connection ends when the service is about to end', async () => {
    const lifecycle = world.service.app.get(Lifecycle);
    const ask = () => fetch(world.service.url + PATH, { headers: { 'x-api-key': KEY } });
    expect((await ask()).headers.get('connection')).toBe('keep-alive');
    vi.spyOn(lifecycle, 'isClosing', 'get').mockReturnValueOnce(true);
    expect((await ask()).headers.get('connection')).toBe('close');
  });

  it('is counted once, early or not', async () => {
    expect(await leftAfter()).toBe(`"client";r=${LIMIT - 3};t=60`);
    expect(await leftAfter({ 'cache-control': 'no-cache' })).toBe(`"client";r=${LIMIT - 4};t=60`);
    expect(await leftAfter()).toBe(`"client";r=${LIMIT - 5};t=60`);
  });

  it('is a 304 without a body for who has it, and a header alone for who asks for that', async () => {
    const { headers, text } = await world.service.get(PATH);
    const conditional = { headers: { 'if-none-match': String(headers['etag']) } };
    expect(await pipelineReached(() => world.service.get(PATH, conditional))).toBe(0);
    const unchanged = await world.service.get(PATH, conditional);
    expect([unchanged.status, unchanged.text]).toEqual([304, '']);
    const askHead = { method: 'HEAD', headers: { 'x-api-key': KEY } };
    await fetch(world.service.url + PATH, askHead);
    let head = await fetch(world.service.url + PATH, askHead);
    expect(
      await pipelineReached(async () => void (head = await fetch(world.service.url + PATH, askHead))),
    ).toBe(0);
    const length = String(Buffer.byteLength(text));
    expect([head.status, head.headers.get('content-length')]).toEqual([200, length]);
    expect(await head.text()).toBe('');
  });

  it.each([
    ['an unknown key', { key: 'guessed' }, 401],
    ['no key', { key: null }, 401],
    ['a client without the permission', { key: 'key-of-scraper' }, 403],
    ['one who does not take JSON', { headers: { accept: 'text/html' } }, 406],
  ])('is not sent to %s', async (_whom, call, status) => {
    expect((await world.service.get(PATH, call)).status).toBe(status);
  });

  it('is counted as a wrong try no more than once', async () => {
    for (let tries = 0; tries < 19; tries += 1)
      expect((await world.service.get(PATH, { key: 'guessed' })).status).toBe(401);
    expect((await world.service.get(PATH, { key: 'guessed' })).status).toBe(401);
    expect((await world.service.get(PATH, { key: 'guessed' })).status).toBe(429);
    expect((await world.service.get(PATH)).status).toBe(200);
  });

  it('is logged and measured like any other', async () => {
    const { length } = world.service.logged;
    await world.service.get(PATH);
    expect(world.service.logged.slice(length)).toMatchObject([
      { code: 'request', client: 'all', route: '/v1/jobs', status: 200 },
    ]);
  });

  it('is a 500 with the header of all answers when a bug is in its way', async () => {
    const sendKept = vi.spyOn(ResponseCacheInterceptor.prototype, 'sendKept');
    sendKept.mockImplementation(() => {
      throw new Error('a bug');
    });
    const { status, headers } = await world.service.get(PATH, { headers: { 'x-request-id': 'mine' } });
    sendKept.mockRestore();
    expect(status).toBe(500);
    expect(headers).toMatchObject({ 'x-request-id': 'mine', 'x-content-type-options': 'nosniff' });
    expect(headers['ratelimit']).toBe(`"client";r=${LIMIT - 3};t=60`);
  });

  it('leaves nobody waiting when it cannot be written', async () => {
    vi.spyOn(AnswerDraft.prototype, 'send').mockImplementationOnce(() => {
      throw new Error('a bug');
    });
    expect((await world.service.get(PATH)).status).toBe(500);
    await expect.poll(() => world.service.app.get(RequestPlaces).inFlight).toBe(0);
  });

  it('is not sent when its copies are no longer fresh', async () => {
    world.clock.advance(60_000);
    expect(await pipelineReached(() => world.service.get(PATH))).toBe(1);
  });
});
