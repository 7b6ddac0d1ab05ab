import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the project lies. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

export interface ToolResult {
  readonly exitCode: number | null;
  /** What it wrote, standard error after standard output. */
  readonly output: string;
  readonly standardOutput: string;
}

/** Runs a tool of the project the way its npm scripts do. Resolves whatever its exit code. */
export async function runTool(name: string, args: readonly string[], folder = PROJECT): Promise<ToolResult> {
  const tools = join(PROJECT, 'node_modules', '.bin');
  const PATH = [tools, process.env['PATH']].join(delimiter);
  const child = spawn(join(tools, name), args, {
    cwd: folder,
    env: { ...process.env, PATH, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [standardOutput, standardError, exitCode] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject)),
  ]);
  return { exitCode, standardOutput, output: standardOutput + standardError };
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
