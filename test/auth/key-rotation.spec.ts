import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { DAY } from '../cache/small-world.js';
import { type SigningKey, signingKey } from './key-service.js';
import { bearer, CLAIMS, forgedToken, startTokenWorld, tokenOf, type TokenWorld } from './token-world.js';

const PATH = `/v1/jobs?${DAY}`;
const REST_MS = 30_000;
const RENEW_MS = 600_000;
let world: TokenWorld;
let next: SigningKey;

beforeEach(async () => {
  [world, next] = await Promise.all([startTokenWorld(), signingKey('next')]);
});
afterEach(() => world.close());

const statusWith = async (token: string): Promise<number> =>
  (await fetch(`${world.service.url}${PATH}`, bearerFields(token))).status;
const bearerFields = (token: string) => ({ headers: bearer(token).headers });
const unknownKey = (kid: string): string => forgedToken({ alg: 'ES256', kid });

describe('the keys of an issuer', () => {
  it('are fetched once for all who come first, and not before anybody comes', async () => {
    expect(world.keys.fetches).toBe(0);
    const token = await tokenOf(world.key);
    const statuses = await Promise.all(Array.from({ length: 50 }, () => statusWith(token)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(world.keys.fetches).toBe(1);
  });

  it('are fetched again when a token names an unknown one', async () => {
    await statusWith(await tokenOf(world.key));
    world.keys.publish(world.key.jwk, next.jwk);
    expect(await statusWith(await tokenOf(next))).toBe(401);
    world.clock.advance(REST_MS);
    expect(await statusWith(await tokenOf(next))).toBe(200);
    expect(await statusWith(await tokenOf(world.key))).toBe(200);
    expect(world.keys.fetches).toBe(2);
  });

  it('are fetched once in half a minute, whatever a thousand callers send', async () => {
    await statusWith(await tokenOf(world.key));
    for (const [fetches, batches] of [
      [2, 10],
      [3, 1],
    ] as const) {
      world.clock.advance(REST_MS);
      for (let batch = 0; batch < batches; batch += 1) {
        const kids = Array.from({ length: 100 }, (_, index) => `guess-${batch}-${index}`);
        const statuses = await Promise.all(kids.map((kid) => statusWith(unknownKey(kid))));
        expect(statuses.filter((status) => status !== 401 && status !== 429)).toEqual([]);
      }
      expect(world.keys.fetches).toBe(fetches);
      expect(await statusWith(await tokenOf(world.key))).toBe(200);
    }
  });

  it('are not fetched for a token that could not be good with any key', async () => {
    const hopeless = [
      forgedToken({ alg: 'ES256', kid: 'x' }, { ...CLAIMS, client_id: 'nobody' }),
      forgedToken({ alg: 'HS256', kid: 'x' }),
      forgedToken({ alg: 'none', kid: 'x' }),
      'a.b.c',
    ];
    for (const token of hopeless) expect(await statusWith(token)).toBe(401);
    expect(world.keys.fetches).toBe(0);
  });

  it('cease to count when they are withdrawn: the set is renewed behind the callers’ backs', async () => {
    expect(await statusWith(await tokenOf(world.key))).toBe(200);
    world.keys.publish(next.jwk);
    world.clock.advance(RENEW_MS - 1);
    expect(await statusWith(await tokenOf(world.key))).toBe(200);
    expect(world.keys.fetches).toBe(1);
    world.clock.advance(1);
    const held = Promise.withResolvers<void>();
    world.keys.answer(
      (response) => void held.promise.then(() => response.end(JSON.stringify({ keys: [next.jwk] }))),
    );
    // The renewal has not come back: nobody waits for it who can be answered without.
    expect(await statusWith(await tokenOf(world.key))).toBe(200);
    // Nor is a second one begun while it is under way, however long that takes.
    world.clock.advance(REST_MS);
    const waiting = statusWith(await tokenOf(next));
    expect(await statusWith(await tokenOf(world.key))).toBe(200);
    held.resolve();
    expect(await waiting).toBe(200);
    expect(world.keys.fetches).toBe(2);
    expect(await statusWith(await tokenOf(world.key))).toBe(401);
  });

  it('need no name while there is only one that fits', async () => {
    const { kid: _kid, ...nameless } = world.key.jwk;
    const token = await tokenOf({ ...world.key, jwk: nameless });
    expect(await statusWith(token)).toBe(200);
    world.keys.publish(world.key.jwk, next.jwk);
    world.clock.advance(REST_MS);
    expect(await statusWith(await tokenOf(next))).toBe(200);
    expect(await statusWith(token)).toBe(401);
  });
});
