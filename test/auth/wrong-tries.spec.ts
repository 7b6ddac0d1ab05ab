import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { RequestPlaces } from '../../src/limits/request-places.js';
import { DAY } from '../cache/small-world.js';
import { type SigningKey, signingKey } from './key-service.js';
import { CLAIMS, forgedToken, startTokenWorld, tokenOf, type TokenWorld } from './token-world.js';

const PATH = `/v1/jobs?${DAY}`;
const SECRET = 'the-secret-of-the-gateway';
const MODES = { modes: 'apiKey,jwt,gateway', environment: { GATEWAY_SECRET: SECRET } };
let world: TokenWorld;

afterEach(() => world.close());

type Fields = Readonly<Record<string, string>>;
const get = (fields: Fields) => fetch(`${world.service.url}${PATH}`, { headers: { ...fields } });
const statusOf = async (fields: Fields): Promise<number> => (await get(fields)).status;
const from = (address: string, fields: Fields): Fields => ({ 'x-forwarded-for': address, ...fields });
const WRONG_KEY = { 'x-api-key': 'wrong' };

async function guess(times: number, fields: Fields = WRONG_KEY): Promise<number[]> {
  const statuses: number[] = [];
  for (let time = 0; time < times; time += 1) statuses.push(await statusOf(fields));
  return statuses;
}

/** How many checks of signatures begin for so many requests at once, as long as none of them ends. */
async function checksBegunFor(count: number, fields: Fields): Promise<number> {
  const gate = Promise.withResolvers<void>();
  const { subtle } = globalThis.crypto;
  const real = subtle.verify.bind(subtle);
  let begun = 0;
  const verify = vi.spyOn(subtle, 'verify').mockImplementation(async (...check) => {
    begun += 1;
    await gate.promise;
    return await real(...check);
  });
  try {
    const statuses = guessAtOnce(count, fields);
    const places = world.service.app.get(RequestPlaces);
    await expect.poll(() => places.inFlight, { timeout: 20_000 }).toBe(count);
    // What comes by the same way later has been through all that does not wait.
    expect(await statusOf({})).toBe(401);
    const begunMeanwhile = begun;
    gate.resolve();
    await statuses;
    return begunMeanwhile;
  } finally {
    verify.mockRestore();
  }
}

const guessAtOnce = (times: number, fields: Fields): Promise<number[]> =>
  Promise.all(Array.from({ length: times }, () => statusOf(fields)));

describe('an address that sends wrong credentials', () => {
  let stranger: SigningKey;

  beforeEach(async () => {
    [world, stranger] = await Promise.all([startTokenWorld(MODES), signingKey('first')]);
  });

  it('is told to wait after twenty of any kind within a minute', async () => {
    const kinds: Fields[] = [
      WRONG_KEY,
      { authorization: 'Bearer a.b.c' },
      { authorization: `Bearer ${await tokenOf(stranger)}` },
      { 'x-client-id': 'all', 'x-gateway-secret': 'wrong' },
    ];
    for (const kind of kinds) expect(await guess(5, kind)).toEqual(Array(5).fill(401));
    world.clock.advance(10_000);
    for (const kind of kinds) {
      const answer = await get(kind);
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '50']);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({ type: '/problems/rate-limited', status: 429 });
    }
    world.clock.advance(50_000);
    expect(await guess(21)).toEqual([...Array(20).fill(401), 429]);
    expect(world.service.logged.filter(({ code }) => code === 'credentials_guessed')).toHaveLength(2);
  });

  it('gets twenty answers in any minute, however many it asks for at once', async () => {
    const statuses = await guessAtOnce(300, WRONG_KEY);
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(280);
    // The window slides: what was tried half a minute ago counts for another half.
    world.clock.advance(59_999);
    expect(await statusOf(WRONG_KEY)).toBe(429);
  });

  it('has its signatures checked one at a time from then on', async () => {
    const forged = { authorization: `Bearer ${await tokenOf(stranger)}` };
    // The keys are there from now on, so that nothing but the line is waited for.
    await guess(1, forged);
    expect(await checksBegunFor(10, forged)).toBe(10);
    await guess(9);
    expect(await checksBegunFor(10, forged)).toBe(1);
  });

  it('is let in all the while with a good one, of every kind', async () => {
    await guess(25);
    const good: Fields[] = [
      { 'x-api-key': 'key-all' },
      { authorization: `Bearer ${await tokenOf(world.key)}` },
      { 'x-client-id': 'all', 'x-gateway-secret': SECRET },
    ];
    for (const fields of good) expect(await statusOf(fields)).toBe(200);
    const forged = { authorization: `Bearer ${await tokenOf(stranger)}` };
    const flood = Array.from({ length: 100 }, () => statusOf(forged));
    expect(await statusOf(good[1]!)).toBe(200);
    expect(new Set(await Promise.all(flood))).toEqual(new Set([429]));
  });

  it('is told what to send, as ever, when it sends nothing', async () => {
    expect(await guess(30, {})).toEqual(Array(30).fill(401));
    expect(await guess(30, { authorization: 'Basic YTpi' })).toEqual(Array(30).fill(401));
    expect(await statusOf(WRONG_KEY)).toBe(401);
  });

  it('does not look like another by a field it writes itself', async () => {
    const statuses: number[] = [];
    for (let host = 1; host <= 21; host += 1)
      statuses.push(await statusOf(from(`192.0.2.${host}`, WRONG_KEY)));
    expect(statuses.at(-1)).toBe(429);
  });

  it('shows nothing of what it sent in the log', async () => {
    const canary = 'canary-5f1e';
    await statusOf({ 'x-api-key': canary });
    await statusOf({ 'x-client-id': canary, 'x-gateway-secret': canary });
    await statusOf({
      authorization: `Bearer ${forgedToken({ alg: 'ES256', kid: canary }, { ...CLAIMS, sub: canary })}`,
    });
    await statusOf({ authorization: `Bearer ${forgedToken({ alg: canary, kid: canary })}` });
    await statusOf({
      authorization: `Bearer ${await tokenOf(stranger, { jti: canary, client_id: canary })}`,
    });
    const good = await tokenOf(world.key);
    expect(await statusOf({ authorization: `Bearer ${good}` })).toBe(200);
    await guess(25);
    const log = JSON.stringify(world.service.logged);
    expect(log).toContain('credentials_guessed');
    for (const secret of [
      canary,
      btoa(canary).slice(0, 14),
      SECRET,
      good.split('.')[2]!,
      'eyJ',
      'app-of-all',
    ])
      expect(log).not.toContain(secret);
  });
});

describe('behind a proxy that is trusted', () => {
  beforeEach(async () => {
    world = await startTokenWorld({
      ...MODES,
      environment: { ...MODES.environment, TRUST_PROXY: 'loopback' },
    });
  });

  it('each address has its own tries', async () => {
    expect(await guess(21, from('192.0.2.1', WRONG_KEY))).toEqual([...Array(20).fill(401), 429]);
    expect(await statusOf(from('192.0.2.2', WRONG_KEY))).toBe(401);
    expect(await statusOf(from('192.0.2.1', { 'x-api-key': 'key-all' }))).toBe(200);
  });

  it('an IPv6 network of 64 bits is one address', async () => {
    const statuses: number[] = [];
    for (let host = 1; host <= 21; host += 1)
      statuses.push(await statusOf(from(`2001:db8:0:1::${host.toString(16)}`, WRONG_KEY)));
    expect(statuses).toEqual([...Array(20).fill(401), 429]);
    expect(await statusOf(from('2001:db8:0:2::1', WRONG_KEY))).toBe(401);
  });
});
