import { gunzipSync } from 'node:zlib';

import type { Redis } from 'ioredis';

const GZIP_MARK = Buffer.from([0x1f, 0x8b, 0x08]);

/** The bytes as text, one character each, followed by what is packed in them. */
export function unpacked(bytes: Buffer): string {
  const texts = [bytes.toString('latin1')];
  for (let at = bytes.indexOf(GZIP_MARK); at >= 0; at = bytes.indexOf(GZIP_MARK, at + 1)) {
    try {
      texts.push(gunzipSync(bytes.subarray(at)).toString('utf8'));
    } catch {
      // Three bytes that only look like the beginning of something packed.
    }
  }
  return texts.join('\n');
}

/** Reads a value of each type of Redis, whole. */
const READERS: Readonly<Record<string, (redis: Redis, key: string) => Promise<unknown>>> = {
  string: (redis, key) => redis.getBuffer(key),
  hash: (redis, key) => redis.hgetallBuffer(key).then(Object.entries),
  list: (redis, key) => redis.lrangeBuffer(key, 0, -1),
  set: (redis, key) => redis.smembersBuffer(key),
  zset: (redis, key) => redis.zrangeBuffer(key, '0', '-1'),
  stream: (redis, key) => redis.xrangeBuffer(key, '-', '+'),
};

/** Every key with its value, unpacked. Rejects when there is a type that cannot be read. */
export async function redisTexts(redis: Redis): Promise<string[]> {
  const keys = await redis.keys('*');
  return await Promise.all(
    keys.map(async (key) => {
      const type = await redis.type(key);
      const read = READERS[type];
      if (read === undefined && type !== 'none') throw new Error(`a value of type ${type} is not read`);
      return `${key}\n${textOf(await read?.(redis, key))}`;
    }),
  );
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('\n');
  return Buffer.isBuffer(value) ? unpacked(value) : JSON.stringify(value ?? null);
}
