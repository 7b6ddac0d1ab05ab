import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { AnswerDraft } from '../../src/answer-draft.js';
import { JwtAuthenticator } from '../../src/auth/jwt.authenticator.js';
import { ResponseCacheInterceptor } from '../../src/cache/response-cache.interceptor.js';
import { RequestPlaces } from '../../src/limits/request-places.js';
import { bearer, startTokenWorld, tokenOf, type TokenWorld } from '../auth/token-world.js';
import { pipelineReached } from './pipeline-reached.js';
import { DAY } from './small-world.js';

const PATH = `/v1/jobs?${DAY}`;
const LIMIT = 8;
let world: TokenWorld;
let good: string;

beforeAll(async () => {
  world = await startTokenWorld({ environment: { REQUESTS_PER_MINUTE: String(LIMIT) } });
  good = await tokenOf(world.key);
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.advance(60_000);
  for (let times = 0; times < 2; times += 1) await world.service.get(PATH, bearer(good));
});

describe('an answer that is kept, for callers whose token is looked at first', () => {
  it('is sent before the pipeline begins, with what they have left', async () => {
    const before = await world.service.get(PATH, bearer(good));
    const left = Number(/r=(\d+)/.exec(String(before.headers['ratelimit']))?.[1]);
    expect(
      await pipelineReached(async () => {
        const { status, headers, text } = await world.service.get(PATH, bearer(good));
        expect([status, text]).toEqual([200, before.text]);
        expect(headers['ratelimit']).toBe(`"client";r=${left - 1};t=60`);
        expect(headers['cache-status']).toContain('hit');
      }),
    ).toBe(0);
  });

  it('is not sent to whoever brings no good one, who is told why by the pipeline', async () => {
    const expired = await tokenOf(world.key, { exp: 1 });
    const { status, headers } = await world.service.get(PATH, bearer(expired));
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toContain('invalid_token');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('is not sent to one who has asked too often', async () => {
    for (let asked = 2; asked < LIMIT; asked += 1) await world.service.get(PATH, bearer(good));
    const { status, headers } = await world.service.get(PATH, bearer(good));
    expect([status, headers['ratelimit']]).toEqual([429, '"client";r=0;t=60']);
  });

  it('is made anew when it is no longer fresh once the token has been looked at', async () => {
    world.clock.advance(60_000);
    expect(await pipelineReached(() => world.service.get(PATH, bearer(good)))).toBe(1);
  });

  it('is a 500 like any other when a bug is in its way', async () => {
    const sendKept = vi.spyOn(ResponseCacheInterceptor.prototype, 'sendKept');
    sendKept.mockImplementation(() => {
      throw new Error('a bug');
    });
    const { status, headers } = await world.service.get(PATH, bearer(good));
    sendKept.mockRestore();
    expect([status, headers['x-content-type-options']]).toEqual([500, 'nosniff']);
  });

  it('leaves nobody waiting when it cannot be written', async () => {
    vi.spyOn(AnswerDraft.prototype, 'send').mockImplementationOnce(() => {
      throw new Error('a bug');
    });
    expect((await world.service.get(PATH, bearer(good))).status).toBe(500);
  });

  it('gives the place back of a caller who has left meanwhile', async () => {
    const places = world.service.app.get(RequestPlaces);
    const { promise, resolve } = Promise.withResolvers<void>();
    const authenticator = world.service.app.get(JwtAuthenticator);
    const authenticate = authenticator.authenticate.bind(authenticator);
    const held = vi.spyOn(authenticator, 'authenticate').mockImplementation(async (attempt) => {
      await promise;
      return await authenticate(attempt);
    });
    const leaving = new AbortController();
    const { headers } = bearer(good);
    const asked = fetch(world.service.url + PATH, { headers, signal: leaving.signal }).catch(() => 'left');
    await expect.poll(() => held.mock.calls.length).toBe(1);
    expect(places.inFlight).toBe(1);
    leaving.abort();
    expect(await asked).toBe('left');
    await expect.poll(() => places.inFlight).toBe(0);
    resolve();
    await sleep(0);
    held.mockRestore();
    expect((await world.service.get(PATH, bearer(good))).status).toBe(200);
    await expect.poll(() => places.inFlight).toBe(0);
  });
});
