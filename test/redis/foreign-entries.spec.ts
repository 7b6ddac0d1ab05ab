import { createHash, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ConfigService } from '../../src/config/config.service.js';
import { TokenService } from '../../src/tokens/token.service.js';
import {
  areShared,
  sharedKeys,
  startReplicas,
  statesOf,
  whileTimePasses,
  type Replicas,
} from '../cache/replicas.js';
import { FORMAT_VERSION } from '../../src/cache/shared-keys.js';
import { DAY, WEEK } from '../cache/small-world.js';
import { canStartRedis, startRedis, type RedisServer } from '../support/redis-server.js';
import { KEY, type Service } from '../support/service.js';

const PATH = `/v1/jobs?${DAY}`;
const LIVE = ['live', 'live', 'live'];
const HEAD_BYTES = 34;
let redis: RedisServer;
let world: Replicas;
let first: Service;
let second: Service;

/** What an entry has of jobs. */
interface ToldEntry {
  readonly value: { readonly columns: { readonly ids: string[]; readonly numbers: number[][] } };
}

/** Bytes with a right digest, made by somebody who knows the format. */
function forged(text: string | Buffer): Buffer {
  const packed = gzipSync(text, { level: 1 });
  return Buffer.concat([
    Buffer.from([0xb5, FORMAT_VERSION]),
    createHash('sha256').update(packed).digest(),
    packed,
  ]);
}

/** What may lie where a copy should, made of what lay there; nothing when it has put it there itself. */
const strangers: Record<string, (key: string, bytes: Buffer, others: Buffer) => Promise<Buffer | undefined>> =
  {
    'random bytes': () => Promise.resolve(randomBytes(5_000)),
    'a copy with one bit changed': (_, bytes) => {
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 20) ^ 1, bytes.length - 20);
      return Promise.resolve(bytes);
    },
    'half a copy': (_, bytes) => Promise.resolve(bytes.subarray(0, bytes.length / 2)),
    'the copy of another organization': (_, __, others) => Promise.resolve(others),
    'a copy of another version': (_, bytes) => {
      bytes.writeUInt8(FORMAT_VERSION - 1, 1);
      return Promise.resolve(bytes);
    },
    'a copy of another epoch': (_, bytes) => {
      const entry = JSON.parse(gunzipSync(bytes.subarray(HEAD_BYTES)).toString()) as object;
      return Promise.resolve(forged(JSON.stringify({ ...entry, epoch: 'another' })));
    },
    'a copy that lacks a column': (_, bytes) => {
      const entry = JSON.parse(gunzipSync(bytes.subarray(HEAD_BYTES)).toString()) as ToldEntry;
      entry.value.columns.numbers.pop();
      return Promise.resolve(forged(JSON.stringify(entry)));
    },
    'a copy whose columns are of different lengths': (_, bytes) => {
      const entry = JSON.parse(gunzipSync(bytes.subarray(HEAD_BYTES)).toString()) as ToldEntry;
      entry.value.columns.ids.push('one more');
      return Promise.resolve(forged(JSON.stringify(entry)));
    },
    'a bomb': () => Promise.resolve(forged(Buffer.alloc(64 * 1024 * 1024))),
    'something huge': () => Promise.resolve(Buffer.alloc(6 * 1024 * 1024, 'x')),
    'a list': async (key) => {
      await redis.client.del(key);
      await redis.client.rpush(key, 'a', 'b');
      return undefined;
    },
    nothing: () => Promise.resolve(Buffer.alloc(0)),
  };

const passing = <T>(work: Promise<T>): Promise<T> =>
  whileTimePasses(world.clock, work, () => redis.client.ping());

/** What Redis says of the life of a key that never ends; of one that has ended meanwhile it says -2. */
const WITHOUT_END = -1;

describe.skipIf(!canStartRedis)('under the key of a copy', () => {
  beforeEach(async () => {
    redis = await startRedis();
    world = await startReplicas({ redisUrl: redis.url });
    [first, second] = world.services as [Service, Service];
    await statesOf(first, PATH);
    await areShared(first, redis.client, 3);
  });
  afterEach(async () => {
    await world.close();
    await redis.close();
  });

  it.each(Object.entries(strangers))(
    '%s is no copy: the upstream is asked, and its answer takes the place',
    async (_, make) => {
      const { body: right } = await first.get(PATH);
      const keys = await sharedKeys(first, redis.client);
      const entries = await Promise.all(keys.map((key) => redis.client.getBuffer(key)));
      for (const [place, key] of keys.entries()) {
        const stranger = await make(key, entries[place] as Buffer, entries[(place + 1) % 3] as Buffer);
        if (stranger !== undefined) await redis.client.set(key, stranger, 'PX', 3_000_000);
      }
      const { status, body } = await passing(second.get(PATH));
      expect(status).toBe(200);
      expect(body.sources.map(({ state }: { state: string }) => state)).toEqual(LIVE);
      expect(body.data).toEqual(right.data);
      expect(world.upstream.jobRequests).toBe(6);
      const third = await world.start();
      await expect.poll(async () => (await third.get(PATH)).body.sources[0].state).toBe('cached');
    },
  );

  it('nothing lies that a service without its secrets would not know', async () => {
    await statesOf(second, `/v1/jobs?${WEEK}`);
    await areShared(first, redis.client, 6);
    const names = await redis.client.keys('*');
    const read = await Promise.all(
      names.map(async (name) => {
        const value = await redis.client.getBuffer(name);
        // What lives for moments only may have ended since.
        if (value === null) return '';
        return name.includes(':copy:') ? gunzipSync(value.subarray(HEAD_BYTES)).toString() : value.toString();
      }),
    );
    const texts = read.filter((text) => text !== '');
    const everything = [...names, ...texts].join('\n');
    expect(texts.filter((text) => text.includes('"jobs"'))).toHaveLength(6);
    for (const secret of await secretsOf(world))
      for (const form of [
        secret,
        Buffer.from(secret).toString('base64'),
        Buffer.from(secret).toString('hex'),
      ])
        expect(everything.includes(form), `${secret.slice(0, 6)}…`).toBe(false);
    const mortal = names.filter((name) => !name.includes(':epoch:'));
    for (const name of mortal) expect(await redis.client.pttl(name), name).not.toBe(WITHOUT_END);
  });
});

/** Every credential of this world: keys of callers, secrets of app registrations, and the tokens in use. */
async function secretsOf({ services }: Replicas): Promise<string[]> {
  const apps = services.map(({ app }) => ({
    tokens: app.get(TokenService),
    connections: app.get(ConfigService).current.connections,
  }));
  const tokens = await Promise.all(
    apps.flatMap((app) => app.connections.map((connection) => app.tokens.tokenFor(connection))),
  );
  return [
    KEY,
    'canary-secret-of-contoso',
    'canary-secret-of-fabrikam',
    ...tokens.map((token) => token.value.reveal()),
  ];
}
