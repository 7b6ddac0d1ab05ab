import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache/process-tests');
const DAY_MS = 86_400_000;

/** The folder of the service, compiled the way `npm run build` does it; once for the same source. */
export async function builtService(): Promise<string> {
  const folder = join(CACHE, fingerprintOf(join(ROOT, 'src')));
  mkdirSync(CACHE, { recursive: true });
  while (!existsSync(folder)) {
    if (isOurs(`${folder}.lock`)) buildUnlessThere(folder);
    // Another worker builds it; a build takes seconds.
    // oxlint-disable-next-line no-await-in-loop
    else await sleep(100);
  }
  return folder;
}

function fingerprintOf(source: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'),
  );
  for (const path of files.toSorted()) hash.update(path).update(readFileSync(join(source, path)));
  return hash.digest('hex').slice(0, 16);
}

/** Whether this worker may build. A lock without its process is a leftover of a run that was stopped. */
function isOurs(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (existsSync(lock) && !isAlive(Number(readFileSync(lock, 'utf8')))) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Another worker may have finished between our look and our lock. */
function buildUnlessThere(folder: string): void {
  if (existsSync(folder)) rmSync(`${folder}.lock`);
  else build(folder);
}

/** Types are checked elsewhere. The folder appears whole: it is renamed when it is done. */
function build(folder: string): void {
  const unfinished = `${folder}.unfinished`;
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const args = ['-p', 'tsconfig.build.json', '--noCheck', '--sourceMap', 'false', '--outDir', unfinished];
  try {
    removeOldBuilds();
    rmSync(unfinished, { recursive: true, force: true });
    execFileSync(process.execPath, [tsc, ...args], { cwd: ROOT });
    cpSync(join(ROOT, 'src/console/page'), join(unfinished, 'console/page'), { recursive: true });
    writeFileSync(join(unfinished, 'package.json'), '{"type":"module"}');
    renameSync(unfinished, folder);
  } finally {
    rmSync(`${folder}.lock`);
  }
}

/** Younger ones may be in use by another run. */
function removeOldBuilds(): void {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    if (Date.now() - statSync(path).mtimeMs > DAY_MS) rmSync(path, { recursive: true });
  }
}
