import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { builtService } from '../process/built-service.js';

/** Compiled code is kept between runs: a start then takes half the time. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));

export interface DoctorRun {
  readonly args?: readonly string[];
  /** What CONFIG_FILE holds; without it, the environment says all. */
  readonly file?: object;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface DoctorResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Once for all runs: the source may change under a running test. */
let built: Promise<string> | undefined;

/** Runs the built doctor to its end, with nothing of this process's environment. */
export async function runDoctor({ args = [], file, environment = {} }: DoctorRun): Promise<DoctorResult> {
  built ??= builtService();
  const main = join(await built, 'doctor/main.js');
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  const CONFIG_FILE = join(folder, 'config.json');
  try {
    if (file !== undefined) writeFileSync(CONFIG_FILE, JSON.stringify(file));
    const named = file === undefined ? {} : { CONFIG_FILE };
    const env = { NODE_COMPILE_CACHE: COMPILED, ...named, ...environment };
    const child = spawn(process.execPath, [main, ...args], {
      env,
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => void (output.stdout += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => void (output.stderr += chunk.toString('utf8')));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return { exitCode, ...output };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
