import { Child } from './child.js';
import { freePort } from './free-port.js';
import { systemProgram, untilListening } from './system-program.js';

/** A Redis with nothing on disk. Undefined where none is installed. */
export async function startRedis(): Promise<{ child: Child; url: string } | undefined> {
  const command = systemProgram('redis-server') ?? systemProgram('valkey-server');
  if (command === undefined) return undefined;
  const port = await freePort();
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = new Child({ command, words });
  await untilListening(child, port);
  return { child, url: `redis://127.0.0.1:${port}` };
}
