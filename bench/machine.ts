import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

import { rounded } from './section.js';

const BYTES_PER_GIGABYTE = 1_073_741_824;

/**
 * Where and of what the figures are about to be measured: nothing that names the machine or a place on it. The load is
 * what others already asked of it.
 */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  const memory = `${Math.round(totalmem() / BYTES_PER_GIGABYTE)} GB of memory`;
  const commit = `commit ${git('rev-parse', '--short', 'HEAD')}${isChanged() ? ' with changes' : ''}`;
  return `${availableParallelism()} cores (${model}), ${memory}, load average ${rounded(loadavg()[0] ?? NaN)} before the start, Node.js ${process.versions.node}, ${commit}`;
}

/** The results themselves are being written. */
function isChanged(): boolean {
  return git('status', '--porcelain', '--', ':!bench/RESULTS.md') !== '';
}

/** Nothing where this is no clone. */
function git(...words: readonly string[]): string {
  try {
    return execFileSync('git', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}
