import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { ServerResponse } from 'node:http';

import { SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { DAY } from '../cache/small-world.js';
import { bearer, CLAIMS, forgedToken, startTokenWorld, tokenOf, type TokenWorld } from './token-world.js';

const PATH = `/v1/jobs?${DAY}`;
const REST_MS = 30_000;
const DAY_MS = 86_400_000;
let world: TokenWorld;
let good: string;

beforeEach(async () => {
  world = await startTokenWorld();
  good = await tokenOf(world.key);
});
afterEach(() => world.close());

const statusWith = async (token: string): Promise<number> =>
  (await fetch(`${world.service.url}${PATH}`, { headers: bearer(token).headers })).status;
const reasons = (): unknown[] =>
  world.service.logged.filter(({ code }) => code === 'key_set_failed').map(({ reason }) => reason);

type Responder = (response: ServerResponse) => void;
const down: Responder = (response) => void response.socket?.destroy();
const cutShort: Responder = (response) =>
  response.writeHead(200, { 'content-length': 100 }).write('{', () => response.socket?.destroy());
const text = (body: string) => (response: ServerResponse) => response.writeHead(200).end(body);
const set = (...keys: unknown[]) => text(JSON.stringify({ keys }));

/** What a key service can answer instead of keys, with what the log says of it. */
const FAULTS: readonly (readonly [string, Responder, string])[] = [
  ['hangs up', down, 'unreachable'],
  ['fails', (response) => response.writeHead(500).end(), 'refused'],
  ['says no', (response) => response.writeHead(404).end('{"keys":[]}'), 'refused'],
  ['redirects', (response) => response.writeHead(302, { location: '/keys' }).end(), 'refused'],
  ['answers without end', (response) => response.writeHead(200).end(Buffer.alloc(300_000, ' ')), 'oversized'],
  ['is cut short', cutShort, 'interrupted'],
  ['answers with a page', text('<!doctype html>'), 'malformed'],
  ['answers with bad bytes', (response) => response.end(Buffer.from([0x22, 0xff, 0x22])), 'malformed'],
  ['answers with nothing', text(''), 'malformed'],
  ['answers with null', text('null'), 'malformed'],
  ['answers with a list', text('[]'), 'malformed'],
  ['has no list of keys', text('{"keys":{"kid":"first"}}'), 'malformed'],
  ['has no keys', set(), 'malformed'],
  [
    'has no key of ours',
    set(null, 1, 'x', {}, { kty: 'EC' }, { kty: 'oct', k: 'AAAA', kid: 'first' }),
    'malformed',
  ],
  ['answers with brackets', text('['.repeat(100_000)), 'malformed'],
];

describe('a key service that is out of order', () => {
  it.each(FAULTS)(
    'and %s from the start: nobody is let in, nobody is blocked, and it is asked once',
    async (_fault, answer, reason) => {
      world.keys.answer(answer);
      // More than the wrong tries of a minute: these callers have tried nothing wrong.
      for (let times = 0; times < 21; times += 1) expect(await statusWith(good)).toBe(401);
      expect([world.keys.fetches, reasons()]).toEqual([1, [reason]]);
      world.keys.publish(world.key.jwk);
      world.clock.advance(REST_MS);
      expect(await statusWith(good)).toBe(200);
    },
  );

  it.each(FAULTS)('and %s later: known keys go on counting', async (_fault, answer, reason) => {
    expect(await statusWith(good)).toBe(200);
    world.keys.answer(answer);
    world.clock.advance(REST_MS);
    expect(await statusWith(forgedToken({ alg: 'ES256', kid: 'unknown' }))).toBe(401);
    expect([world.keys.fetches, reasons()]).toEqual([2, [reason]]);
    expect(await statusWith(good)).toBe(200);
  });

  it('for a day: known keys count for as long, and not longer', async () => {
    expect(await statusWith(good)).toBe(200);
    world.keys.answer(down);
    world.clock.advance(DAY_MS - 1);
    expect(await statusWith(good)).toBe(200);
    world.clock.advance(1);
    expect(await statusWith(good)).toBe(401);
  });

  it('and never answers: it is given up, and known keys are not waited for', async () => {
    expect(await statusWith(good)).toBe(200);
    world.keys.answer(() => undefined);
    world.clock.advance(REST_MS);
    const waiting = statusWith(forgedToken({ alg: 'ES256', kid: 'unknown' }));
    expect(await statusWith(good)).toBe(200);
    expect(reasons()).toEqual([]);
    expect(await waiting).toBe(401);
    expect(reasons()).toEqual(['timeout']);
  });
});

describe('a key that must not be trusted', () => {
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const large = generateKeyPairSync('ec', { namedCurve: 'P-521' });
  const told = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  it.each([
    ['is too small', small.publicKey, 'RS256', signWith(small.privateKey, 'RS256')],
    ['is on a curve that is not taken', large.publicKey, 'ES512', signWith(large.privateKey, 'ES512')],
    ['is published with its private part', told.privateKey, 'ES256', signWith(told.privateKey, 'ES256')],
  ])('because it %s proves nothing', async (_why, published, _algorithm, token) => {
    world.keys.publish({ ...published.export({ format: 'jwk' }), kid: 'bad' }, world.key.jwk);
    expect(await statusWith(token)).toBe(401);
    expect(await statusWith(good)).toBe(200);
  });
});

describe('an algorithm of signatures', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const edwards = generateKeyPairSync('ed25519');

  it.each([
    ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map((name) => [name, rsa] as const),
    ['ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' })] as const,
    ['ES384', generateKeyPairSync('ec', { namedCurve: 'P-384' })] as const,
    ['EdDSA', edwards] as const,
  ])('%s is taken', async (alg, { privateKey, publicKey }) => {
    world.keys.publish({ ...publicKey.export({ format: 'jwk' }), kid: 'k' });
    const token = await new SignJWT(CLAIMS).setProtectedHeader({ alg, kid: 'k' }).sign(privateKey);
    expect(await statusWith(token)).toBe(200);
  });
});

/** Signs by hand what the library refuses to sign: a token that would be good, were its key. */
function signWith(key: KeyObject, alg: string): string {
  const unsigned = forgedToken({ alg, kid: 'bad' }).replace(/\.$/, '');
  const hash = `sha${alg.slice(2)}`;
  return `${unsigned}.${sign(hash, Buffer.from(unsigned), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
