import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';

import type { CopyKey } from './copy-key.js';
import { FORMAT_VERSION } from './shared-keys.js';

/** What is shared of a copy: wall-clock times, and lives counted from when it was written. */
export interface SharedEntry {
  /** Whose and what: an entry under another key is none. */
  readonly key: CopyKey;
  /** The epoch of the organization when the upstream was asked: after a purge there is another. */
  readonly epoch: string;
  readonly writtenAtMs: number;
  readonly fetchedAtMs: number;
  readonly ageMs: number;
  /** Zero or less when it was no longer fresh. */
  readonly freshForMs: number;
  readonly staleForMs: number;
  readonly sizeBytes: number;
  readonly value: unknown;
}

/**
 * The longest text that is shared, about 75,000 jobs. Reading ten thousand takes a replica some 20 ms in which it answers nobody,
 * and sending it, packed to a tenth, most of the 50 ms that Redis is given.
 */
const MAX_TEXT_BYTES = 8 * 1024 * 1024;
/** No entry of ours is larger when packed: what is, is not even fetched. */
export const MAX_ENTRY_BYTES = 4 * 1024 * 1024;

const MARK = Buffer.from([0xb5, FORMAT_VERSION]);
const DIGEST_BYTES = 32;
const HEAD_BYTES = MARK.length + DIGEST_BYTES;

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** The entry as bytes: mark and version, SHA-256 of the rest, gzip of JSON. Undefined when it is too large to be shared. */
export async function encodeEntry(entry: SharedEntry): Promise<Buffer | undefined> {
  if (entry.sizeBytes > 2 * MAX_TEXT_BYTES) return undefined;
  const text = Buffer.from(JSON.stringify(entry));
  if (text.length > MAX_TEXT_BYTES) return undefined;
  const packed = await pack(text, { level: constants.Z_BEST_SPEED });
  return packed.length + HEAD_BYTES > MAX_ENTRY_BYTES
    ? undefined
    : Buffer.concat([MARK, digestOf(packed), packed]);
}

/** The entry of a key; undefined when the bytes are damaged, foreign, of another version or of another key. */
export async function decodeEntry(bytes: Buffer, key: CopyKey): Promise<SharedEntry | undefined> {
  const packed = bytes.subarray(HEAD_BYTES);
  const isOurs = bytes.subarray(0, MARK.length).equals(MARK);
  if (!isOurs || !digestOf(packed).equals(bytes.subarray(MARK.length, HEAD_BYTES))) return undefined;
  try {
    const text = await unpack(packed, { maxOutputLength: MAX_TEXT_BYTES });
    const entry: unknown = JSON.parse(text.toString());
    return isEntry(entry) && entry.key === key ? entry : undefined;
  } catch {
    return undefined;
  }
}

function digestOf(packed: Buffer): Buffer {
  return createHash('sha256').update(packed).digest();
}

const NUMBERS = ['writtenAtMs', 'fetchedAtMs', 'ageMs', 'freshForMs', 'staleForMs', 'sizeBytes'] as const;

/** The digest says that nothing was damaged, the version what shape a value has: what is checked here is that every time is one. */
function isEntry(entry: unknown): entry is SharedEntry {
  if (typeof entry !== 'object' || entry === null || !('value' in entry)) return false;
  if (!('epoch' in entry) || typeof entry.epoch !== 'string') return false;
  const members = new Map<string, unknown>(Object.entries(entry));
  return NUMBERS.every((name) => Number.isFinite(members.get(name)));
}
