import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';

// Without options it attacks port 80 of this machine: its help is what can be asked for.
const isThere = spawnSync('slowhttptest', ['-h']).error === undefined;

/** Where the program is not installed nothing is attacked; what judges a clone has it, and there that fails. */
export const isSlowhttptestMissing = !isThere && process.env['CI'] === undefined;
if (isSlowhttptestMissing) process.stderr.write('slowhttptest is not installed: its attacks are skipped\n');

/** An attack that goes on until every connection of it is closed, or until it is called off. */
export interface Attack {
  /** How it ended, in the program's own words: `No open connections left` when the service has closed them all. */
  readonly exitStatus: Promise<string | undefined>;
  callOff(): Promise<void>;
}

/** Begins an attack; rejects where the program is missing. */
export function attack(args: readonly string[]): Attack {
  const child = spawn('slowhttptest', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let written = '';
  child.stdout.on('data', (chunk: Buffer) => void (written += chunk.toString('utf8')));
  const exitStatus = once(child, 'close').then(() =>
    /Exit status:\s*(?<status>.+)/.exec(stripVTControlCharacters(written))?.groups?.['status']?.trim(),
  );
  const callOff = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exitStatus;
  };
  return { exitStatus, callOff };
}
