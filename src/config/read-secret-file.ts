import { statSync } from 'node:fs';

import { fileError, type FileReader } from './read-file.js';

const READABLE_BY_OTHERS = 0o004;

/**
 * Reads files that hold a secret or a key: in production none that every user of the machine may read. What a link
 * points to counts, which is how Kubernetes mounts secrets.
 */
export function secretReader(
  { NODE_ENV }: NodeJS.ProcessEnv,
  readFile: FileReader,
  platform: NodeJS.Platform = process.platform,
): FileReader {
  // Windows has no such bits: Node.js shows every file as readable by all.
  if (NODE_ENV !== 'production' || platform === 'win32') return readFile;
  return (path) => {
    if ((statSync(path).mode & READABLE_BY_OTHERS) !== 0) throw fileError('ESHARED');
    return readFile(path);
  };
}
