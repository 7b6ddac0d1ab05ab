import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { SALES } from '../../test/cache/cache-setup.js';
import { copyKey } from './copy-key.js';
import { FORMAT_VERSION } from './shared-keys.js';
import { decodeEntry, encodeEntry, MAX_ENTRY_BYTES, type SharedEntry } from './shared-entry.js';

const KEY = copyKey(SALES, ['jobs', 1, 2]);
const ENTRY: SharedEntry = {
  key: KEY,
  epoch: 'epoch',
  writtenAtMs: 1_000,
  fetchedAtMs: 900,
  ageMs: 100,
  freshForMs: 60_000,
  staleForMs: 3_660_000,
  sizeBytes: 2_000,
  value: { kind: 'jobs', jobs: [{ id: 'a', module: 'Ünïcode — 漢字', backupSizeBytes: 2 ** 53 - 1 }] },
};
const encoded = async (entry: SharedEntry = ENTRY): Promise<Buffer> => (await encodeEntry(entry)) as Buffer;

/** Bytes with a right digest over whatever they hold: made by somebody who knows the format. */
function forged(text: string | Buffer, mark = [0xb5, 1]): Buffer {
  const packed = gzipSync(text, { level: 1 });
  return Buffer.concat([Buffer.from(mark), createHash('sha256').update(packed).digest(), packed]);
}

describe('an entry', () => {
  it('comes back as it was', async () => {
    expect(await decodeEntry(await encoded(), KEY)).toEqual(ENTRY);
  });

  it('is none under another key', async () => {
    expect(await decodeEntry(await encoded(), copyKey(SALES, ['jobs', 1, 3]))).toBeUndefined();
  });

  it('is none when any one of its bytes has changed, or some are missing', async () => {
    const bytes = await encoded();
    for (let place = 0; place < bytes.length; place += 1) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(bytes.readUInt8(place) ^ 0x10, place);
      expect(await decodeEntry(damaged, KEY), `byte ${place}`).toBeUndefined();
    }
    for (const length of [0, 1, 2, 33, 34, bytes.length - 1])
      expect(await decodeEntry(bytes.subarray(0, length), KEY)).toBeUndefined();
  });

  it.each([
    ['text', Buffer.from('hello')],
    ['another version', forged(JSON.stringify(ENTRY), [0xb5, FORMAT_VERSION - 1])],
    ['no JSON', forged('{')],
    ['null', forged('null')],
    ['a list', forged('[]')],
    ['no value', forged(JSON.stringify({ ...ENTRY, value: undefined }))],
    ['no epoch', forged(JSON.stringify({ ...ENTRY, epoch: 1 }))],
    ['a time that is none', forged(JSON.stringify({ ...ENTRY, freshForMs: null }))],
    ['a life as text', forged(JSON.stringify({ ...ENTRY, staleForMs: '3600' }))],
  ])('is none when it is %s', async (_, bytes) => {
    expect(await decodeEntry(bytes, KEY)).toBeUndefined();
  });

  it('is none when it is a bomb, and costs next to nothing', async () => {
    const bomb = forged(Buffer.alloc(96 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(MAX_ENTRY_BYTES);
    const before = process.memoryUsage().rss;
    expect(await decodeEntry(bomb, KEY)).toBeUndefined();
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  it.each([
    ['long', { ...ENTRY, value: 'x'.repeat(9 * 1024 * 1024) }],
    ['large in memory', { ...ENTRY, sizeBytes: 20 * 1024 * 1024 }],
  ])('is not shared when it is too %s', async (_, entry) => {
    expect(await encodeEntry(entry)).toBeUndefined();
  });
});
