import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** What is there to be put beside a running service. */
export const DEPLOY = fileURLToPath(new URL('../../deploy', import.meta.url));

const isThere = spawnSync('promtool', ['--version']).status === 0;

/** Where Prometheus is not installed its files are not checked; what judges a clone has it, and there they fail. */
export const isPromtoolMissing = !isThere && process.env['CI'] === undefined;

if (isPromtoolMissing) process.stderr.write('promtool is not installed: its checks are skipped\n');

export interface Checked {
  readonly exitCode: number | null;
  readonly output: string;
}

/** Runs promtool with this text on its standard input. Rejects when there is none. */
export async function promtool(
  args: readonly string[],
  { input = '', folder = DEPLOY } = {},
): Promise<Checked> {
  const child = spawn('promtool', args, { cwd: folder });
  child.stdin.end(input);
  const [output, errors, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject)),
  ]);
  return { exitCode, output: output + errors };
}
