import { readFileSync, type Dirent } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';

import { PROJECT } from './run-tool.js';

/** What is made, not written. */
const MADE = new Set(['node_modules', 'dist', '.git', 'coverage']);

/** The project's own files, as paths from its root. */
export async function projectFiles(pattern: string): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of glob(pattern, { cwd: PROJECT, exclude: isMade, withFileTypes: true })) {
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name).slice(PROJECT.length));
  }
  return files.toSorted();
}

function isMade({ name }: Dirent): boolean {
  return MADE.has(name);
}

export function readProjectFile(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8');
}

export function readProjectJson(path: string): unknown {
  return JSON.parse(readProjectFile(path));
}
