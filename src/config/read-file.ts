import { readFileSync, statSync } from 'node:fs';

import { Rejection } from './rejection.js';
import { withoutFinalLineBreak } from './secret-source.js';

/** Reads a whole file. Throws what `node:fs` throws, or an error with the code `ENOTFILE`, `EFBIG` or `ESHARED`. */
export type FileReader = (path: string) => Buffer;

const LARGEST_BYTES = 1024 * 1024;

const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: 'names a file that does not exist',
  EACCES: 'names a file that may not be read',
  EPERM: 'names a file that may not be read',
  EISDIR: 'names a folder, not a file',
  ENOTFILE: 'names something that is not a file',
  EFBIG: 'names a file larger than 1 MiB',
  ESHARED:
    'names a file that every user of the machine may read: take that right away, with chmod o-r or, in Kubernetes, defaultMode 0440 and an fsGroup',
};

/** A pipe or a device would block the start, or never end: only files of a sensible size are read. */
export const readBoundedFile: FileReader = (path) => {
  const stats = statSync(path);
  if (stats.isDirectory()) throw fileError('EISDIR');
  if (!stats.isFile()) throw fileError('ENOTFILE');
  if (stats.size > LARGEST_BYTES) throw fileError('EFBIG');
  return readFileSync(path);
};

/** The bytes of a file that is not empty, or why there are none. The reason does not show the path. */
export function readBytes(path: string, readFile: FileReader): Buffer | Rejection {
  try {
    const bytes = readFile(path);
    return bytes.length === 0 ? new Rejection('names an empty file') : bytes;
  } catch (error) {
    return new Rejection(SENTENCES[codeOf(error)] ?? 'names a file that cannot be read');
  }
}

/** The same as text in UTF-8. */
export function readText(path: string, readFile: FileReader): string | Rejection {
  const bytes = readBytes(path, readFile);
  if (bytes instanceof Rejection) return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new Rejection('names a file that is not text in UTF-8');
  }
}

/** The secret in a file, without the line break that editors add. */
export function readSecretText(path: string, readFile: FileReader): string | Rejection {
  const text = readText(path, readFile);
  if (text instanceof Rejection) return text;
  const secret = withoutFinalLineBreak(text);
  return secret.trim() === '' ? new Rejection('names an empty file') : secret;
}

/** An error as `node:fs` throws it. */
export function fileError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
