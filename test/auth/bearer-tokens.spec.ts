import { createHmac, createPublicKey } from 'node:crypto';

import { type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { DAY } from '../cache/small-world.js';
import { type SigningKey, signingKey } from './key-service.js';
import { closeExchanges, exchange } from './scoping-exchange.js';
import {
  AUDIENCE,
  bearer,
  CLAIMS,
  forgedToken,
  ISSUER,
  startTokenWorld,
  tokenOf,
  type TokenWorld,
} from './token-world.js';

const PATH = `/v1/jobs?${DAY}`;
const CHALLENGE = 'Bearer realm="backup jobs"';
/** How a token that is not good is answered: nothing tells why, and upstream is not asked. */
const REFUSAL = [401, `${CHALLENGE}, error="invalid_token"`, 'The credential is not valid.', 0];
let world: TokenWorld;
let other: SigningKey;

beforeAll(async () => {
  [world, other] = await Promise.all([startTokenWorld({ algorithm: 'RS256' }), signingKey('first', 'RS256')]);
});
afterAll(async () => {
  closeExchanges();
  await world.close();
});
beforeEach(() => {
  // Wrong tries are forgotten after a minute.
  world.clock.advance(60_000);
  world.upstream.reset();
});

async function answerTo(token: string): Promise<unknown[]> {
  const { status, headers, body } = await world.service.get(PATH, bearer(token));
  return [status, headers['www-authenticate'], body.detail, world.upstream.received.length];
}

const seconds = (): number => Math.floor(world.clock.wallMs() / 1000);

/** Each part of a good token taken away or changed; `null` claims are left out. */
const BAD_CLAIMS: readonly (readonly [string, () => JWTPayload])[] = [
  ['has expired', () => ({ exp: seconds() - 31 })],
  ['never expires', () => ({ exp: undefined as never })],
  ['expires at a time that is no number', () => ({ exp: String(seconds() + 60) as never })],
  ['is not valid yet', () => ({ nbf: seconds() + 31 })],
  ['has no issuer', () => ({ iss: undefined as never })],
  ['has another issuer', () => ({ iss: ISSUER.replace(/\/$/, '') })],
  ['has no audience', () => ({ aud: undefined as never })],
  ['has another audience', () => ({ aud: 'somebody-else' })],
  ['has a list of other audiences', () => ({ aud: ['a', 'b'] })],
  ['names no client', () => ({ client_id: undefined })],
  ['names a client nobody has', () => ({ client_id: 'app-of-nobody' })],
  ['names an unknown client before a known one', () => ({ client_id: 'x', azp: 'app-of-all' })],
  ['names a client by what is no text', () => ({ client_id: ['app-of-all'], sub: 'app-of-all' })],
  ['names a client by its name', () => ({ client_id: 'all' })],
];

describe('a bearer token', () => {
  it.each([
    ['client_id', () => ({})],
    ['azp', () => ({ client_id: undefined, azp: 'app-of-all', sub: 'a-person' })],
    ['sub', () => ({ client_id: undefined, sub: 'app-of-all' })],
    ['client_id before the others', () => ({ azp: 'app-of-sales', sub: 'x' })],
    ['client_id, with our audience among others', () => ({ aud: ['x', AUDIENCE] })],
    ['client_id, when it expired just now by our clock', () => ({ exp: seconds() - 29 })],
    ['client_id, when it is valid from now on by our clock', () => ({ nbf: seconds() + 29 })],
  ])('lets in the client that it names by %s', async (_how, claims) => {
    const answer = await world.service.get(PATH, bearer(await tokenOf(world.key, claims())));
    expect([answer.status, answer.body.sources.length]).toEqual([200, 3]);
    expect(answer.headers['vary']).toBe('Authorization');
  });

  it('shows its client the organizations of that client only', async () => {
    const answer = await world.service.get(
      PATH,
      bearer(await tokenOf(world.key, { client_id: 'app-of-sales' })),
    );
    expect(answer.body.sources).toHaveLength(1);
  });

  it.each(BAD_CLAIMS)('that %s is refused', async (_what, claims) => {
    expect(await answerTo(await tokenOf(world.key, { ...CLAIMS, exp: seconds() + 60, ...claims() }))).toEqual(
      REFUSAL,
    );
  });

  it('without a token, or with what is none, is refused', async () => {
    for (const text of ['', 'a', 'a.b', 'a.b.c', 'a.b.c.d.e', '=', 'key-all'])
      expect(await answerTo(text)).toEqual(REFUSAL);
    const good = await tokenOf(world.key);
    for (const text of [`${good}x`, good.slice(0, -3), `${good}.`, `${good} ${good}`, `"${good}"`])
      expect(await answerTo(text)).toEqual(REFUSAL);
  });

  it('is one credential: beside another `Authorization` it is none', async () => {
    const good = await tokenOf(world.key);
    for (const authorization of [`Bearer ${good}`, 'Basic YTpi', 'Bearer x']) {
      const headers = { authorization: [`Bearer ${good}`, authorization] };
      expect((await exchange(world.service.url, PATH, { method: 'GET', headers })).status).toBe(401);
    }
  });

  it('is what a caller is told to send, who sent nothing or a credential of another kind', async () => {
    for (const headers of [{}, { authorization: 'Basic YTpi' }, { 'x-api-key': 'key-all' }]) {
      const answer = await world.service.get(PATH, { key: null, headers });
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, CHALLENGE]);
    }
  });
});

describe('a bearer token that was not signed by the issuer', () => {
  it('is refused with `alg: none`, in any letter case', async () => {
    for (const alg of ['none', 'None', 'NONE', ''])
      expect(await answerTo(forgedToken({ alg, kid: 'first' }))).toEqual(REFUSAL);
    expect(await answerTo(forgedToken({ kid: 'first' }))).toEqual(REFUSAL);
  });

  it('is refused when it was made with the public key as a shared secret', async () => {
    const { kid: _kid, alg: _alg, use: _use, ...jwk } = world.key.jwk;
    const publicKey = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    const secrets = [
      publicKey.export({ format: 'pem', type: 'spki' }),
      publicKey.export({ format: 'der', type: 'spki' }),
      publicKey.export({ format: 'pem', type: 'pkcs1' }),
      JSON.stringify(world.key.jwk),
    ];
    for (const secret of secrets) {
      const unsigned = forgedToken({ alg: 'HS256', kid: 'first' }).replace(/\.$/, '');
      expect(
        await answerTo(`${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`),
      ).toEqual(REFUSAL);
    }
  });

  it('is refused when it brings its own key, or says where one is', async () => {
    const fetches = world.keys.fetches;
    const here = world.keys.url.replace('/keys', '/elsewhere');
    for (const header of [{ jwk: other.jwk }, { jku: here }, { x5u: here }, { x5c: ['MIIB'] }])
      expect(await answerTo(await tokenOf(other, {}, header))).toEqual(REFUSAL);
    expect(world.keys.fetches).toBe(fetches);
  });

  it('is refused when another key, or the same key in another way, signed it', async () => {
    expect(await answerTo(await tokenOf(other))).toEqual(REFUSAL);
    const { privateKey } = await signingKey('first', 'ES256');
    expect(
      await answerTo(
        await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'ES256', kid: 'first' }).sign(privateKey),
      ),
    ).toEqual(REFUSAL);
  });

  it('is refused when its header asks for what we do not know', async () => {
    for (const crit of [['b64'], ['exp'], [], 'b64', null])
      expect(await answerTo(forgedToken({ alg: 'RS256', kid: 'first', crit, b64: false }))).toEqual(REFUSAL);
    const { signature } = /\.(?<signature>[^.]+)$/.exec(await tokenOf(world.key))!.groups!;
    expect(
      await answerTo(forgedToken({ alg: 'RS256', kid: 'first' }, { ...CLAIMS, sub: 'x' }, signature)),
    ).toEqual(REFUSAL);
  });
});
